package dev.redshiftpipe.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.redshiftpipe.local.warehouse.AvroFiles;
import dev.redshiftpipe.local.warehouse.ParquetFiles;
import dev.redshiftpipe.pipe.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MagicBytesTest {
  private static final byte[] ROWS = "id,name\n1,Ada\n2,Grace\n".getBytes(UTF_8);

  @Test
  void what_copy_unpacks_is_known_by_16_bytes_whatever_it_is_called() throws IOException {
    assertThat(compression(packed(GZIPOutputStream::new))).isEqualTo(Compression.GZIP);
    assertThat(compression(packed(BZip2CompressorOutputStream::new))).isEqualTo(Compression.BZIP2);
    assertThat(compression(Zstd.compress(ROWS))).isEqualTo(Compression.ZSTD);
    assertThat(compression(HexFormat.of().parseHex("894c5a4f000d0a1a0a1030")))
        .isEqualTo(Compression.LZOP);
    assertThat(compression(ROWS)).isEqualTo(Compression.NONE);
    assertThat(compression(new byte[0])).isEqualTo(Compression.NONE);
  }

  @Test
  void bzip2_of_nothing_is_bzip2() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new BZip2CompressorOutputStream(bytes).close();

    assertThat(compression(bytes.toByteArray())).isEqualTo(Compression.BZIP2);
  }

  @Test
  void zstd_in_parallel_begins_with_a_skippable_frame() {
    byte[] zstd = Zstd.compress(ROWS);

    for (int mark = 0x50; mark <= 0x5F; mark++) {
      assertThat(compression(joined(skippable(mark, 4), zstd))).isEqualTo(Compression.ZSTD);
    }
    assertThat(compression(joined(skippable(0x50, 3), skippable(0x51, 1), zstd)))
        .isEqualTo(Compression.ZSTD);
    assertThat(compression(joined(skippable(0x50, 1000), zstd))).isEqualTo(Compression.ZSTD);
  }

  @Test
  void a_skippable_frame_before_lz4_is_lz4() throws IOException {
    byte[] lz4 = packed(FramedLZ4CompressorOutputStream::new);

    assertThat(MagicBytes.of(begin(lz4))).contains(MagicBytes.LZ4);
    assertThat(MagicBytes.of(begin(joined(skippable(0x50, 4), lz4)))).contains(MagicBytes.LZ4);
  }

  @Test
  void files_of_libraries_that_are_no_text_are_named() throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("xl/workbook.xml"));
      out.write(ROWS);
    }
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(tar)) {
      TarArchiveEntry entry = new TarArchiveEntry("a.csv");
      entry.setSize(ROWS.length);
      out.putArchiveEntry(entry);
      out.write(ROWS);
      out.closeArchiveEntry();
    }

    assertThat(MagicBytes.hint(begin(zip.toByteArray())))
        .contains("a ZIP archive (such as .xlsx, .docx or .zip)");
    assertThat(MagicBytes.of(tar.toByteArray())).contains(MagicBytes.TAR);
    assertThat(MagicBytes.of(begin(packed(XZCompressorOutputStream::new)))).contains(MagicBytes.XZ);
    assertThat(MagicBytes.of(begin(packed(bytes -> new FramedSnappyCompressorOutputStream(bytes)))))
        .contains(MagicBytes.SNAPPY);
    assertThat(
            MagicBytes.of(
                begin(ParquetFiles.of("optional int32 id;", List.of(row -> row.append("id", 1))))))
        .contains(MagicBytes.PARQUET);
    assertThat(
            MagicBytes.of(
                begin(AvroFiles.of(AvroFiles.record("{'name': 'id', 'type': 'int'}"), List.of()))))
        .contains(MagicBytes.AVRO);
  }

  @ParameterizedTest
  @CsvSource({
    // ORC of a stripe that is not packed, and one in a packed chunk
    "4f52430a0b0a0308011200, ORC",
    "4f52432a0000e312e7620060, ORC",
    "d0cf11e0a1b11ae10000000000000000, OLE",
    "255044462d312e370a25, PDF",
    "ffd8ffe000104a464946, JPEG",
    "89504e470d0a1a0a0000, PNG",
    "474946383961, GIF",
    "377abcaf271c0004, SEVEN_ZIP",
    "526172211a0701000000, RAR",
    "53514c69746520666f726d6174203300, SQLITE",
    "4152524f57310000ffffffff, ARROW",
    "1f9d90, UNIX_COMPRESS",
    "504152450000, PARQUET",
    "fffe00006900000064000000, UTF32",
    "312c320000, BINARY",
  })
  void files_are_named_by_their_marks(String hex, MagicBytes known) {
    assertThat(MagicBytes.of(HexFormat.of().parseHex(hex))).contains(known);
  }

  @Test
  void text_in_utf_16_is_known_with_its_mark_and_without() {
    for (Charset wide : List.of(UTF_16LE, UTF_16BE)) {
      assertThat(MagicBytes.of("\uFEFFid,name\n".getBytes(wide))).contains(MagicBytes.UTF16);
      assertThat(MagicBytes.of("id,name\n".getBytes(wide))).contains(MagicBytes.UTF16);
    }
    assertThat(MagicBytes.of("1,é\n".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void text_with_tags_is_named() {
    assertThat(MagicBytes.hint("\n<!DOCTYPE html><html>".getBytes(UTF_8))).contains("an HTML page");
    assertThat(MagicBytes.of("<HTML><head>".getBytes(UTF_8))).contains(MagicBytes.HTML);
    assertThat(MagicBytes.of("<?xml version=\"1.0\"?>".getBytes(UTF_8))).contains(MagicBytes.XML);
    assertThat(MagicBytes.of("\uFEFF<orders>".getBytes(UTF_8))).contains(MagicBytes.XML);
    assertThat(MagicBytes.of("\uFEFFid,name".getBytes(UTF_8))).contains(MagicBytes.UTF8_MARK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,name\n",
        "BZhours,name\n",
        "BZh9,1\n2,3\n4,5\n",
        "ORC,name\n1,2\n",
        "PAR1\tPAR2\r\n",
        "ObjectId,x",
        "PK,name\n",
        "<5,>6\n",
        "P*M,1\n",
        "{\"id\": 1}",
        "",
      })
  void text_is_nothing_of_these(String text) {
    assertThat(MagicBytes.of(text.getBytes(UTF_8))).isEmpty();
    assertThat(MagicBytes.of(text.getBytes(ISO_8859_1))).isEmpty();
  }

  private static Compression compression(byte[] file) {
    return MagicBytes.compression(begin(file)).orElse(Compression.NONE);
  }

  private static byte[] begin(byte[] file) {
    return Arrays.copyOf(file, Math.min(16, file.length));
  }

  static byte[] skippable(int mark, int length) {
    return ByteBuffer.allocate(8 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x184D2A00 | mark)
        .putInt(length)
        .array();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] packed(Packing packing) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = packing.over(packed)) {
      out.write(ROWS);
    }
    return packed.toByteArray();
  }

  private interface Packing {
    OutputStream over(OutputStream out) throws IOException;
  }
}
