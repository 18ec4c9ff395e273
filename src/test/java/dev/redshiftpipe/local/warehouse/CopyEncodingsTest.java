package dev.redshiftpipe.local.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How files are compressed and their characters encoded. */
class CopyEncodingsTest extends CopyFormatsCase {
  @ParameterizedTest
  @ValueSource(strings = {"GZIP", "BZIP2", "ZSTD"})
  void compressed_files_are_unpacked(String compression) throws SqlError, IOException {
    table("a INT, b VARCHAR(9)");

    copy(packed("1,x\n".repeat(50_000) + "2,y\n", compression), "CSV " + compression);

    assertThat(loaded()).hasSize(50_001).contains(row(2L, "y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GZIP", "BZIP2", "ZSTD"})
  void a_file_that_is_not_so_compressed_fails_the_statement(String compression) throws SqlError {
    table("a INT, b VARCHAR(9)");

    assertThatThrownBy(() -> copy("1,x\n2,y\n", "CSV " + compression))
        .hasMessageStartingWith(
            "ERROR: File is not in " + compression.toLowerCase(java.util.Locale.ROOT) + " format: ")
        .hasMessageContaining(FILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GZIP", "BZIP2", "ZSTD"})
  void a_file_that_is_cut_off_fails_the_statement(String compression) throws SqlError, IOException {
    table("a INT, b VARCHAR(9)");
    byte[] whole = packed("1,x\n".repeat(50_000), compression);

    assertThatThrownBy(() -> copy(Arrays.copyOf(whole, whole.length / 2), "CSV " + compression))
        .hasMessageStartingWith("ERROR: File is not in ");
  }

  /** A cut between two streams cannot be seen. */
  @ParameterizedTest
  @ValueSource(strings = {"GZIP", "BZIP2", "ZSTD"})
  void a_later_stream_that_is_cut_off_fails_the_statement(String compression)
      throws SqlError, IOException {
    table("a INT");
    byte[] one = packed("1\n", compression);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(one);
    both.writeBytes(packed("2\n", compression));

    for (int length = one.length + 1; length < both.size(); length++) {
      byte[] cut = Arrays.copyOf(both.toByteArray(), length);
      assertThatThrownBy(() -> copy(cut, "CSV " + compression))
          .as("%d bytes", length)
          .hasMessageStartingWith("ERROR: File is not in ");
    }
    copy(both.toByteArray(), "CSV " + compression);

    assertThat(loaded()).containsExactly(row(1L), row(2L));
  }

  @Test
  void two_compressions_exclude_each_other() throws SqlError {
    table("a INT");

    assertThatThrownBy(() -> copy("1\n", "GZIP ZSTD"))
        .hasMessage("ERROR: conflicting or redundant options");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF16, UTF-16, ''",
    "UTF16, UTF-16LE, \uFEFF",
    "UTF16LE, UTF-16LE, ''",
    "UTF16LE, UTF-16LE, \uFEFF",
    "UTF16BE, UTF-16BE, \uFEFF",
    "'UTF16BE', UTF-16BE, ''",
    "ISO88591, ISO-8859-1, ''",
    "UTF8, UTF-8, ''"
  })
  void texts_of_other_encodings_become_utf_8(String encoding, String charset, String mark)
      throws SqlError {
    table("a INT, b VARCHAR(9)");

    copy((mark + "1|ä\n2|ö\n").getBytes(Charset.forName(charset)), "ENCODING AS " + encoding);

    assertThat(loaded()).containsExactly(row(1L, "ä"), row(2L, "ö"));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF16, UTF-16LE, ''",
    "UTF16LE, UTF-16BE, \uFEFF",
    "UTF16BE, UTF-16LE, \uFEFF",
    "UTF16, UTF-8, ''"
  })
  void utf16_of_another_byte_order_mark_is_an_error_of_the_file(
      String encoding, String charset, String mark) throws SqlError {
    table("a INT");

    copy(
        (mark + "1\n").getBytes(Charset.forName(charset)),
        "ENCODING %s MAXERROR 2".formatted(encoding));

    assertThat(loaded()).isEmpty();
    assertThat(errors())
        .containsExactly(
            row(
                0L,
                "",
                1221L,
                "Encoding of the file is not the same as that specified in the COPY command"));
  }

  @Test
  void utf16_that_was_cut_within_a_character_is_an_error_of_its_row() throws SqlError {
    table("a INT, b VARCHAR(9)");
    byte[] whole = "1|ä\n2|ö".getBytes(StandardCharsets.UTF_16LE);

    copy(Arrays.copyOf(whole, whole.length - 1), "ENCODING UTF16LE MAXERROR 2");

    assertThat(loaded()).containsExactly(row(1L, "ä"));
    assertThat(errors()).singleElement().asString().contains("1220");
  }

  @Test
  void an_encoding_that_there_is_not_is_refused() throws SqlError {
    table("a INT");

    assertThatThrownBy(() -> copy("1\n", "ENCODING KOI8"))
        .hasMessage("ERROR: Invalid value for ENCODING: KOI8");
  }

  private static byte[] packed(String text, String compression) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packing =
        switch (compression) {
          case "GZIP" -> new GZIPOutputStream(bytes);
          case "BZIP2" -> new BZip2CompressorOutputStream(bytes);
          default -> new ZstdOutputStream(bytes);
        }) {
      packing.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
