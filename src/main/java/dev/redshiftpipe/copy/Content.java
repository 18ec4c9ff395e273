package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.source.MagicBytes;
import java.util.Optional;

/** What a file of a pipe is by its first bytes. */
public final class Content {
  private Content() {}

  /**
   * How a file is compressed.
   *
   * @param begin the first bytes, 512 at most
   * @throws IllegalArgumentException when no text begins so, and the format is one
   */
  public static Compression compression(Pipe pipe, String key, byte[] begin) {
    if (!pipe.treatment().detectsCompression(pipe.format())) {
      return named(pipe, key);
    }
    Optional<MagicBytes> what = MagicBytes.of(begin).filter(found -> isNoText(pipe, found));
    if (what.isPresent()) {
      throw new IllegalArgumentException(
          "is %s, not %s".formatted(what.get().hint(), pipe.format()));
    }
    return MagicBytes.compression(begin).orElse(Compression.NONE);
  }

  /** The same as far as a key shows it, of any file that COPY reads for a pipe. */
  public static Compression named(Pipe pipe, String key) {
    return pipe.format().kind().isCompressedAsAWhole()
        ? pipe.treatment().compression().orElseGet(() -> Compression.of(key))
        : Compression.NONE;
  }

  /** UTF-16 is a text where the options of COPY, or the file itself, declare it. */
  private static boolean isNoText(Pipe pipe, MagicBytes found) {
    return found == MagicBytes.UTF16
        ? pipe.format().kind() != Format.Kind.XML
            && !new CopyOptions(pipe.options(), pipe.format().kind()).has("ENCODING")
        : found.isNeverText();
  }
}
