package dev.redshiftpipe.source;

import static dev.redshiftpipe.source.MagicBytesTest.joined;
import static dev.redshiftpipe.source.MagicBytesTest.skippable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.redshiftpipe.pipe.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DecompressionTest {
  private static final byte[] FIRST = "id,name\n1,Ada\n".getBytes(UTF_8);
  private static final byte[] SECOND = "2,Grace\n3,Ada Lovelace, Countess\n".getBytes(UTF_8);
  private static final byte[] THIRD = "4,Mary\n".getBytes(UTF_8);

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2", "ZSTD"})
  void all_parts_of_a_file_are_read_however_its_bytes_come(Compression compression)
      throws IOException {
    byte[] file =
        joined(packed(compression, FIRST), packed(compression, SECOND), packed(compression, THIRD));

    for (int most : List.of(1, 7, Integer.MAX_VALUE)) {
      for (int available : List.of(0, 1, Integer.MAX_VALUE)) {
        try (InputStream plain =
            Decompression.open(new Bytes(file, most, available), compression)) {
          assertThat(plain.readAllBytes()).isEqualTo(joined(FIRST, SECOND, THIRD));
          assertThat(plain.read()).isEqualTo(-1);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2", "ZSTD"})
  void a_file_that_is_cut_off_anywhere_is_never_taken_as_whole(Compression compression)
      throws IOException {
    byte[] one = packed(compression, FIRST);
    byte[] two = packed(compression, SECOND);
    byte[] file = joined(one, two, packed(compression, THIRD));
    Set<Integer> ends = new TreeSet<>(List.of(one.length, one.length + two.length, file.length));
    Set<Integer> whole = new TreeSet<>();

    for (int length = 0; length <= file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      for (int most : List.of(1, 7, Integer.MAX_VALUE)) {
        for (int step : List.of(1, 5, 1 << 16)) {
          if (isWhole(new Bytes(cut, most, 0), compression, step)) {
            whole.add(length);
          }
        }
      }
    }

    assertThat(whole).isEqualTo(ends);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2", "ZSTD"})
  void what_comes_before_a_cut_can_be_read(Compression compression) throws IOException {
    byte[] rows = rows(2_000_000);
    byte[] file = packed(compression, rows);
    byte[] cut = Arrays.copyOf(file, file.length - file.length / 8);

    try (InputStream plain = Decompression.open(new ByteArrayInputStream(cut), compression)) {
      assertThat(plain.readNBytes(1_000)).isEqualTo(Arrays.copyOf(rows, 1_000));
      assertThatThrownBy(() -> plain.transferTo(OutputStream.nullOutputStream()))
          .isInstanceOf(DamagedFileException.class);
      assertThatThrownBy(plain::read).isInstanceOf(DamagedFileException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2", "ZSTD"})
  void long_files_come_out_as_they_went_in(Compression compression) throws IOException {
    byte[] rows = rows(3_000_000);

    try (InputStream plain =
        Decompression.open(new Bytes(packed(compression, rows), 1000, 0), compression)) {
      assertThat(plain.readAllBytes()).isEqualTo(rows);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2", "ZSTD"})
  void other_bytes_are_named_as_the_fault_of_the_file(Compression compression) throws IOException {
    String name = compression.name().toLowerCase(Locale.ROOT);
    byte[] file = packed(compression, FIRST);

    for (byte[] bytes :
        List.of(FIRST, new byte[0], joined(file, "garbage".getBytes(UTF_8)), FIRST)) {
      assertThatThrownBy(
              () -> Decompression.open(new ByteArrayInputStream(bytes), compression).readAllBytes())
          .isInstanceOf(DamagedFileException.class)
          .hasMessageContaining(name);
    }
  }

  @Test
  void a_changed_byte_within_the_content_is_found_where_there_is_a_checksum() throws IOException {
    for (Compression compression : List.of(Compression.GZIP, Compression.BZIP2)) {
      byte[] file = packed(compression, rows(50_000));
      file[file.length / 2] ^= 0x10;

      assertThatThrownBy(
              () -> Decompression.open(new ByteArrayInputStream(file), compression).readAllBytes())
          .as(compression.name())
          .isInstanceOf(DamagedFileException.class);
    }
  }

  @Test
  void zeros_after_gzip_are_padding_and_nothing_may_follow_them() throws IOException {
    byte[] padded = joined(packed(Compression.GZIP, FIRST), new byte[1000]);

    assertThat(plain(padded, Compression.GZIP)).isEqualTo(FIRST);
    assertThatThrownBy(
            () -> plain(joined(padded, packed(Compression.GZIP, SECOND)), Compression.GZIP))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage("has other bytes after its gzip content");
  }

  @Test
  void all_that_a_header_of_gzip_may_have_is_passed_over() throws IOException {
    byte[] file = packed(Compression.GZIP, FIRST);
    byte[] header =
        joined(
            HexFormat.of().parseHex("1f8b081e000000000003" + "0300414243"),
            "a.csv\0".getBytes(UTF_8),
            "a comment\0".getBytes(UTF_8),
            new byte[2]);

    assertThat(plain(joined(header, Arrays.copyOfRange(file, 10, file.length)), Compression.GZIP))
        .isEqualTo(FIRST);
  }

  @Test
  void skippable_frames_of_zstd_are_passed_over() throws IOException {
    byte[] frame = packed(Compression.ZSTD, FIRST);
    byte[] other = packed(Compression.ZSTD, SECOND);

    assertThat(plain(joined(skippable(0x50, 4), frame), Compression.ZSTD)).isEqualTo(FIRST);
    assertThat(plain(joined(frame, skippable(0x5F, 100_000), other), Compression.ZSTD))
        .isEqualTo(joined(FIRST, SECOND));
    assertThatThrownBy(
            () ->
                plain(
                    Arrays.copyOf(joined(frame, skippable(0x50, 90)), frame.length + 50),
                    Compression.ZSTD))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage("is zstd that was cut off");
  }

  @Test
  void zstd_may_have_a_window_of_128_megabytes_and_no_more() throws IOException {
    byte[] rows = rows(1_000_000);

    assertThat(plain(windowed(rows, 27, 3), Compression.ZSTD)).isEqualTo(rows);
    assertThat(plain(windowed(FIRST, 0, 22), Compression.ZSTD)).isEqualTo(FIRST);
    // a frame with its window of 2^27 or 2^28 bytes, and one raw block of three
    assertThat(plain(HexFormat.of().parseHex("28b52ffd0088190000612c31"), Compression.ZSTD))
        .isEqualTo("a,1".getBytes(UTF_8));
    assertThatThrownBy(
            () -> plain(HexFormat.of().parseHex("28b52ffd0090190000612c31"), Compression.ZSTD))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("a window of more than 128 MB");
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2", "ZSTD"})
  void a_bomb_is_refused_while_it_unpacks(Compression compression) throws IOException {
    byte[] megabyte = new byte[1 << 20];
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OutputStream out = packing(compression, file)) {
      for (int i = 0; i < 300; i++) {
        out.write(megabyte);
      }
    }

    assertThatThrownBy(
            () ->
                Decompression.open(new ByteArrayInputStream(file.toByteArray()), compression)
                    .transferTo(OutputStream.nullOutputStream()))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("unpacks to more than 400 times its size");
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "GZIP", "BZIP2", "ZSTD"})
  void what_the_storage_throws_is_not_the_files_fault(Compression compression) throws IOException {
    byte[] file = packed(compression, rows(300_000));
    for (int at : List.of(0, 1, 100, file.length - 1, file.length)) {
      SourceReadException failed = new SourceReadException(new IOException("connection reset"));

      assertThatThrownBy(
              () ->
                  Decompression.open(new Failing(file, at, failed), compression)
                      .transferTo(OutputStream.nullOutputStream()))
          .isSameAs(failed);
    }
  }

  @Test
  void a_stream_is_closed_with_its_content_and_when_it_cannot_be_opened() throws IOException {
    Bytes good = new Bytes(packed(Compression.GZIP, FIRST), 10, 0);
    Bytes bad = new Bytes(FIRST, 10, 0);
    Bytes lzop = new Bytes(FIRST, 10, 0);

    Decompression.open(good, Compression.GZIP).close();
    assertThatThrownBy(() -> Decompression.open(bad, Compression.GZIP));
    assertThatThrownBy(() -> Decompression.open(lzop, Compression.LZOP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lzop");

    assertThat(List.of(good, bad, lzop)).allMatch(stream -> stream.isClosed);
  }

  /** Why the JDK's own stream is not used. */
  @Test
  void the_jdks_gzip_takes_a_cut_second_member_for_whole() throws IOException {
    byte[] one = packed(Compression.GZIP, FIRST);
    byte[] cut = Arrays.copyOf(joined(one, packed(Compression.GZIP, SECOND)), one.length + 5);

    assertThat(new GZIPInputStream(new ByteArrayInputStream(cut)).readAllBytes()).isEqualTo(FIRST);
    assertThatThrownBy(() -> plain(cut, Compression.GZIP)).hasMessageContaining("cut off");
  }

  private static boolean isWhole(InputStream packed, Compression compression, int step)
      throws IOException {
    byte[] part = new byte[step];
    try (InputStream plain = Decompression.open(packed, compression)) {
      int some = plain.read(part);
      while (some >= 0) {
        some = plain.read(part);
      }
      return true;
    } catch (DamagedFileException e) {
      return false;
    }
  }

  private static byte[] plain(byte[] file, Compression compression) throws IOException {
    try (InputStream plain = Decompression.open(new ByteArrayInputStream(file), compression)) {
      return plain.readAllBytes();
    }
  }

  private static byte[] rows(int bytes) {
    StringBuilder rows = new StringBuilder();
    Random random = new Random(1);
    while (rows.length() < bytes) {
      rows.append(random.nextInt()).append(",somebody,").append(rows.length()).append('\n');
    }
    return rows.toString().getBytes(UTF_8);
  }

  private static byte[] windowed(byte[] plain, int windowLog, int level) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(packed, level)) {
      if (windowLog > 0) {
        out.setLong(windowLog);
      }
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static byte[] packed(Compression compression, byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = packing(compression, packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static OutputStream packing(Compression compression, OutputStream out)
      throws IOException {
    return switch (compression) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out);
      case BZIP2 -> new BZip2CompressorOutputStream(out);
      case ZSTD -> new ZstdOutputStream(out);
      case LZOP -> throw new IllegalArgumentException("nothing here writes lzop");
    };
  }

  /** Hands on at most so many bytes at a time, and claims that so many are there. */
  private static class Bytes extends InputStream {
    private final byte[] bytes;
    private final int most;
    private final int available;
    private int position;
    private boolean isClosed;

    Bytes(byte[] bytes, int most, int available) {
      this.bytes = bytes;
      this.most = most;
      this.available = available;
    }

    @Override
    public int read() {
      return position == bytes.length ? -1 : bytes[position++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int some = Math.min(Math.min(length, most), bytes.length - position);
      System.arraycopy(bytes, position, into, offset, some);
      position += some;
      return some == 0 && length > 0 ? -1 : some;
    }

    @Override
    public int available() {
      return Math.min(available, bytes.length - position);
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }

  /** Breaks behind so many bytes. */
  private static final class Failing extends Bytes {
    private final IOException failure;

    Failing(byte[] bytes, int at, IOException failure) {
      super(Arrays.copyOf(bytes, at), Integer.MAX_VALUE, 0);
      this.failure = failure;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int some = super.read(into, offset, length);
      if (some < 0) {
        throw failure;
      }
      return some;
    }
  }
}
