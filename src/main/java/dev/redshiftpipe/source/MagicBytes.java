package dev.redshiftpipe.source;

import dev.redshiftpipe.pipe.Compression;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file is by its first bytes, where they say it; 16 of them do for all but tar. */
public enum MagicBytes {
  GZIP("gzip", Compression.GZIP, "1f8b"),
  /** With its size of blocks and the mark of the first one, or of the end: text may begin so. */
  BZIP2("bzip2", Compression.BZIP2) {
    @Override
    boolean is(byte[] begin) {
      return startsWith(begin, "425a68")
          && begin.length >= 10
          && begin[3] >= '1'
          && begin[3] <= '9'
          && (startsWith(begin, 4, "314159265359") || startsWith(begin, 4, "177245385090"));
    }
  },
  LZOP("lzop", Compression.LZOP, "894c5a4f"),
  LZ4("lz4", null, "04224d18", "02214c18") {
    @Override
    boolean is(byte[] begin) {
      return super.is(begin.length == 0 ? begin : behindSkippable(begin));
    }
  },
  /** pzstd writes a skippable frame first. What follows a longer one is not looked at. */
  ZSTD("zstd", Compression.ZSTD) {
    @Override
    boolean is(byte[] begin) {
      byte[] frame = behindSkippable(begin);
      return startsWith(frame, "28b52ffd") || isSkippable(frame) || frame.length < begin.length;
    }
  },
  XZ("xz", null, "fd377a585a00"),
  SNAPPY("snappy in its framing format", null, "ff060000734e61507059"),
  UNIX_COMPRESS("compressed by Unix compress (.Z)", null, "1f9d"),
  SEVEN_ZIP("a 7z archive", null, "377abcaf271c"),
  RAR("a RAR archive", null, "526172211a07"),
  ZIP("a ZIP archive (such as .xlsx, .docx or .zip)", null, "504b0304", "504b0506", "504b0708"),
  TAR("a tar archive", null) {
    @Override
    boolean is(byte[] begin) {
      return startsWith(begin, 257, "7573746172");
    }
  },
  PARQUET("Parquet", null, "50415231", "50415245") {
    @Override
    boolean is(byte[] begin) {
      return super.is(begin) && !isText(begin);
    }
  },
  AVRO("Avro", null, "4f626a01"),
  /** Text may begin with these letters, too. */
  ORC("ORC", null, "4f5243") {
    @Override
    boolean is(byte[] begin) {
      return super.is(begin) && !isText(begin);
    }
  },
  ARROW("an Arrow or Feather file", null, "4152524f5731", "46454131"),
  SQLITE("an SQLite database", null, "53514c69746520666f726d6174203300"),
  OLE("an old Microsoft Office file (such as .xls or .doc)", null, "d0cf11e0a1b11ae1"),
  PDF("a PDF", null, "255044462d"),
  JPEG("a JPEG image", null, "ffd8ff"),
  PNG("a PNG image", null, "89504e470d0a1a0a"),
  GIF("a GIF image", null, "474946383761", "474946383961"),
  UTF32("text in UTF-32", null, "fffe0000", "0000feff"),
  UTF16("text in UTF-16", null) {
    @Override
    boolean is(byte[] begin) {
      return startsWith(begin, "fffe") || startsWith(begin, "feff") || hasZeroInEachPair(begin);
    }
  },
  BINARY("binary data, not text", null) {
    @Override
    boolean is(byte[] begin) {
      for (int i = 0; i < Math.min(LOOKED_AT, begin.length); i++) {
        if (begin[i] == 0) {
          return true;
        }
      }
      return false;
    }
  },
  HTML("an HTML page", null) {
    @Override
    boolean is(byte[] begin) {
      String text = text(begin).toLowerCase(Locale.ROOT);
      return text.startsWith("<!doctype html") || text.matches("(?s)<html[\\s>].*");
    }
  },
  XML("XML", null) {
    @Override
    boolean is(byte[] begin) {
      return text(begin).matches("(?s)<(\\?xml\\s|!--|!DOCTYPE\\s|[\\p{L}_][^<>]*).*");
    }
  },
  UTF8_MARK("text with a byte-order mark of UTF-8", null, "efbbbf");

  private static final int LOOKED_AT = 512;
  private static final int SKIPPABLE_HEADER = 8;

  private final String hint;
  private final @Nullable Compression compression;
  private final String[] begins;

  MagicBytes(String hint, @Nullable Compression compression, String... begins) {
    this.hint = hint;
    this.compression = compression;
    this.begins = begins;
  }

  /**
   * What a file is.
   *
   * @param begin its first bytes
   * @return nothing for text of one byte a character, and for what is not known
   */
  public static Optional<MagicBytes> of(byte[] begin) {
    return Arrays.stream(values()).filter(known -> known.is(begin)).findFirst();
  }

  /** How a file is compressed, whatever its suffix says; nothing where it is not. */
  public static Optional<Compression> compression(byte[] begin) {
    return of(begin).flatMap(known -> Optional.ofNullable(known.compression));
  }

  /** For people, such as {@code a ZIP archive (such as .xlsx)}: fits behind "it is". */
  public static Optional<String> hint(byte[] begin) {
    return of(begin).map(known -> known.hint);
  }

  /** As {@link #hint(byte[])} has it. */
  public String hint() {
    return hint;
  }

  /** Whether no text in a character set that COPY reads can begin so. */
  public boolean isNeverText() {
    return switch (this) {
      case LZ4, XZ, SNAPPY, UNIX_COMPRESS, SEVEN_ZIP, RAR, ZIP, SQLITE, OLE, JPEG, PNG, UTF32 ->
          true;
      default -> false;
    };
  }

  boolean is(byte[] begin) {
    return Arrays.stream(begins).anyMatch(known -> startsWith(begin, known));
  }

  static boolean startsWith(byte[] bytes, String hex) {
    return startsWith(bytes, 0, hex);
  }

  static boolean startsWith(byte[] bytes, int from, String hex) {
    byte[] begin = HexFormat.of().parseHex(hex);
    return bytes.length >= from + begin.length
        && Arrays.equals(bytes, from, from + begin.length, begin, 0, begin.length);
  }

  /** A byte order mark and blanks in front left away. */
  static String text(byte[] begin) {
    String text = new String(begin, 0, Math.min(begin.length, LOOKED_AT), StandardCharsets.UTF_8);
    return (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
  }

  static boolean isText(byte[] begin) {
    for (int i = 0; i < Math.min(16, begin.length); i++) {
      boolean isLayout = begin[i] == '\t' || begin[i] == '\n' || begin[i] == '\r';
      if (begin[i] >= 0 && begin[i] < ' ' && !isLayout) {
        return false;
      }
    }
    return true;
  }

  /** The high byte of each character of UTF-16 is zero in ASCII, and the other one never is. */
  static boolean hasZeroInEachPair(byte[] begin) {
    int pairs = Math.min(8, begin.length / 2);
    int high = 0;
    int low = 0;
    for (int i = 0; i < pairs; i++) {
      high += begin[2 * i] == 0 && begin[2 * i + 1] != 0 ? 1 : 0;
      low += begin[2 * i] != 0 && begin[2 * i + 1] == 0 ? 1 : 0;
    }
    return pairs >= 2 && (high == pairs || low == pairs);
  }

  /** Zstandard's and lz4's frames of no content have their length behind one of 16 marks. */
  static boolean isSkippable(byte[] bytes) {
    return bytes.length >= 4 && (bytes[0] & 0xF0) == 0x50 && startsWith(bytes, 1, "2a4d18");
  }

  /** Empty where it begins behind the bytes given. */
  static byte[] behindSkippable(byte[] begin) {
    byte[] rest = begin;
    while (isSkippable(rest) && rest.length >= SKIPPABLE_HEADER) {
      long length = 0;
      for (int i = 0; i < 4; i++) {
        length |= (rest[4 + i] & 0xFFL) << (8 * i);
      }
      rest =
          Arrays.copyOfRange(
              rest, (int) Math.min(rest.length, SKIPPABLE_HEADER + length), rest.length);
    }
    return rest;
  }
}
