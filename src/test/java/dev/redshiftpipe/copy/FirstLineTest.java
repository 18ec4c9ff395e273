package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.source.SourceReadException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstLineTest {
  private static final String MARK = "\uFEFF";

  @ParameterizedTest
  @CsvSource({
    "UTF8, UTF-8, false",
    "UTF8, UTF-8, true",
    "UTF16, UTF-16LE, true",
    "UTF16, UTF-16BE, true",
    "UTF16LE, UTF-16LE, true",
    "UTF16LE, UTF-16LE, false",
    "UTF16BE, UTF-16BE, true",
    "UTF16BE, UTF-16BE, false",
    "ISO88591, ISO-8859-1, false"
  })
  void is_read_in_the_encoding_of_the_options(String encoding, String charset, boolean hasMark)
      throws IOException {
    for (String end : new String[] {"\n", "\r\n", "\n\n", "\r\n1,2\r\n", ""}) {
      // both bytes of U+0A00 and U+000A are there, but no line end
      String names = charset.startsWith("UTF") ? "größe,\u0A00,\u0A0A,a" : "größe,a";

      assertThat(line(encoding, Charset.forName(charset), (hasMark ? MARK : "") + names + end))
          .isEqualTo(names);
    }
  }

  @Test
  void keeps_its_blanks_which_may_be_delimiters() throws IOException {
    Pipe tabs = Samples.pipeWith("columns = header", "options = DELIMITER '\\t'");

    assertThat(FirstLine.of(tabs, stream("a\t \t\r\n".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("a\t \t");
  }

  @Test
  void is_read_no_further_than_to_its_end() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new SourceReadException(new IOException("connection reset"));
          }
        };

    assertThat(
            FirstLine.of(
                header(""),
                new SequenceInputStream(stream("a,b\n".getBytes(StandardCharsets.UTF_8)), broken)))
        .isEqualTo("a,b");
    assertThatThrownBy(
            () ->
                FirstLine.of(
                    header(""),
                    new SequenceInputStream(
                        stream("a,b".getBytes(StandardCharsets.UTF_8)), broken)))
        .isInstanceOf(SourceReadException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "504b0304140000000800 | a ZIP archive",
        "504b03040a000000 | a ZIP archive",
        "50415231150415000a | Parquet",
        "4f626a0104166176726f0a | Avro",
        "4f524308030a | ORC",
        "1f8b08000000000000030a | gzip",
        "28b52ffd0458 | zstd",
        "255044462d312e340a | PDF",
        "d0cf11e0a1b11ae1000000000a | Microsoft Office",
        "69006400 | UTF-16",
        "006900640a | UTF-16",
        "fffe690064002c000a00 | UTF-16",
        "feff00690064000a | UTF-16",
        "69640061620a | binary data, not text",
        "6964016e0a | has control characters",
        "69642ce40a | not UTF-8; COPY reads ISO-8859-1 with ENCODING ISO88591",
        "69642c610d312c320d0a | has a carriage return within its first line",
        "69642c610d312c32 | has a carriage return within its first line"
      })
  void of_what_is_not_text_is_refused_with_a_hint(String hex, String hint) {
    assertThatThrownBy(() -> FirstLine.of(header(""), stream(HexFormat.of().parseHex(hex))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(hint)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}"));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF16, UTF-16LE, '', has no byte order mark",
    "UTF16, UTF-8, '', has no byte order mark",
    "UTF16, UTF-8, BOM, is UTF-8 by its byte order mark",
    "UTF16LE, UTF-16BE, BOM, is not text in UTF16LE",
    "UTF16LE, UTF-16BE, '', is not text in UTF16LE",
    "UTF16BE, UTF-16LE, BOM, is not text in UTF16BE",
    "UTF16BE, UTF-16LE, '', is not text in UTF16BE",
    "UTF16LE, UTF-8, '', is not text in UTF16LE",
    "UTF16BE, ISO-8859-1, '', is not text in UTF16BE",
    "ISO88591, UTF-8, BOM, is UTF-8 by its byte order mark",
    "ISO88591, UTF-16LE, BOM, 'is text in UTF-16, not ISO88591'",
    "UTF8, UTF-16BE, '', 'is text in UTF-16, not UTF8'"
  })
  void of_another_encoding_than_options_say_is_refused(
      String encoding, String charset, String mark, String message) {
    assertThatThrownBy(
            () ->
                line(
                    encoding,
                    Charset.forName(charset),
                    (mark.isEmpty() ? "" : MARK) + "id,name\n1,Ada\n2,Grace\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "efbbbf", "fffe", "feff"})
  void of_an_empty_file_is_none(String hex) {
    assertThatThrownBy(() -> FirstLine.of(header(""), stream(HexFormat.of().parseHex(hex))))
        .hasMessage("is empty and has no header");
  }

  @Test
  void may_be_a_megabyte_long() throws IOException {
    int megabyte = 1 << 20;

    assertThat(line("UTF8", StandardCharsets.UTF_8, "x".repeat(megabyte - 1) + "\n"))
        .hasSize(megabyte - 1);
    assertThatThrownBy(() -> line("UTF8", StandardCharsets.UTF_8, "é".repeat(megabyte / 2) + "\n"))
        .hasMessage("has a first line longer than a megabyte");
  }

  private static String line(String encoding, Charset charset, String text) throws IOException {
    return FirstLine.of(header("ENCODING " + encoding), stream(text.getBytes(charset)));
  }

  private static Pipe header(String options) {
    return Samples.pipeWith("columns = header", "options = " + options);
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
