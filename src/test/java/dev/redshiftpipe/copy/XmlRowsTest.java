package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlRowsTest {
  @Nested
  class A_row {
    @ParameterizedTest
    @CsvSource(
        delimiter = '#',
        quoteCharacter = '~',
        value = {
          "<r/> # {}",
          "<r Id='1' x:Kind='a'/> # {\"id\":\"1\",\"kind\":\"a\"}",
          "<r><Id>1</Id><x:name> Ada </x:name></r> # {\"id\":\"1\",\"name\":\" Ada \"}",
          "<r><a/><b></b></r> # {\"a\":null,\"b\":null}",
          "<r><a>1</a><b/><A>2</A><a/></r> # {\"a\":[\"1\",\"2\",null],\"b\":null}",
          "<r a='0'><a>1</a></r> # {\"a\":[\"0\",\"1\"]}",
          "<r><a><b>1</b><c><d>2</d></c></a></r> # {\"a\":{\"b\":\"1\",\"c\":{\"d\":\"2\"}}}",
          "<r><a unit='C'>21</a></r> # {\"a\":{\"unit\":\"C\",\"value\":\"21\"}}",
          "<r>text</r> # {\"value\":\"text\"}",
          "<r><a>1 &lt; <![CDATA[<2>&amp;]]><!-- no -->!</a></r> # {\"a\":\"1 < <2>&amp;!\"}",
          "<r><r><a>1</a></r></r> # {\"r\":{\"a\":\"1\"}}"
        })
    void is_an_object_of_its_attributes_and_elements(String row, String json) throws IOException {
      assertThat(lines("<all xmlns:x='urn:x'>" + row + "</all>")).isEqualTo(json + "\n");
    }

    @Test
    void is_written_for_each_element_wherever_it_stands() throws IOException {
      String xml = "<r><a>1</a></r><b><c><r><a>2</a></r></c></b><x:r xmlns:x='urn:y'/>";

      assertThat(lines("<all>" + xml + "</all>")).isEqualTo("{\"a\":\"1\"}\n{\"a\":\"2\"}\n{}\n");
      assertThat(convert(bytes("<all>" + xml + "</all>"), new ByteArrayOutputStream()))
          .isEqualTo(3);
      assertThat(lines("<all>" + xml.replace("r>", "s>").replace("x:r", "x:s") + "</all>"))
          .isEmpty();
    }

    @Test
    void is_read_in_the_encoding_of_its_file() throws IOException {
      String xml = "<?xml version='1.0' encoding='ISO-8859-1'?><r>Müller</r>";
      ByteArrayOutputStream lines = new ByteArrayOutputStream();

      convert(xml.getBytes(Charset.forName("ISO-8859-1")), lines);

      assertThat(lines.toString(StandardCharsets.UTF_8)).isEqualTo("{\"value\":\"Müller\"}\n");
    }
  }

  @Nested
  class A_file_is_bad {
    @Test
    void that_is_not_well_formed() {
      assertThatThrownBy(() -> lines("<all>\n<r><a>1</r>\n</all>"))
          .isInstanceOf(XmlRows.BadXmlException.class)
          .hasMessageContaining("line 2");
      assertThatThrownBy(() -> lines("")).isInstanceOf(XmlRows.BadXmlException.class);
      assertThatThrownBy(() -> lines("<all><r/>")).isInstanceOf(XmlRows.BadXmlException.class);
    }

    @Test
    void that_has_a_document_type_or_an_entity() {
      String type = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>";

      assertThatThrownBy(() -> lines(type + "<r>&x;</r>"))
          .isInstanceOf(XmlRows.BadXmlException.class)
          .hasMessage("line 1: has a document type, which is not read");
      assertThatThrownBy(() -> lines("<r>&x;</r>")).isInstanceOf(XmlRows.BadXmlException.class);
    }

    @Test
    void whose_row_is_longer_than_copy_takes_but_not_one_with_many_rows() throws IOException {
      String megabyte = "<a>" + "x".repeat(1 << 20) + "</a>";

      assertThatThrownBy(() -> lines("<r>" + megabyte.repeat(4) + "<b>x</b></r>"))
          .isInstanceOf(XmlRows.BadXmlException.class)
          .hasMessageContaining("a row is longer than 4 MB");
      String rows = ("<r>" + megabyte.repeat(3) + "</r>").repeat(2);
      assertThat(lines("<all>" + rows + "</all>")).hasSizeGreaterThan(6 << 20);
    }

    @Test
    void whose_row_is_deeper_than_a_hundred_elements() throws IOException {
      assertThat(lines(nested(100))).hasLineCount(1);
      assertThatThrownBy(() -> lines(nested(101)))
          .isInstanceOf(XmlRows.BadXmlException.class)
          .hasMessageContaining("nested deeper than 100");
    }

    @Test
    void but_not_one_that_has_more_of_anything_than_xml_parsers_like() throws IOException {
      String references = "<r a='&quot;'>&amp;&#10;</r>".repeat(60_000);
      String attributes =
          IntStream.range(0, 1_000)
              .mapToObj(i -> " a%d='%d'".formatted(i, i))
              .collect(Collectors.joining("", "<r", "/>"));
      String deep = "<x>".repeat(200) + "<r/>" + "</x>".repeat(200);

      assertThat(lines("<all>" + references + attributes + deep + "</all>")).hasLineCount(60_002);
    }

    private static String nested(int depth) {
      return "<r>" + "<a>".repeat(depth - 1) + "</a>".repeat(depth - 1) + "</r>";
    }
  }

  @Nested
  class A_gigabyte {
    private static final long GIGABYTE = 1L << 30;

    @ParameterizedTest
    @ValueSource(strings = {"<r a='", "<!--", "<?p ", "<"})
    void of_one_thing_that_parsers_keep_is_refused_after_some_megabytes(String open) {
      Endless xml = new Endless("<all>" + open, "x");

      assertThatThrownBy(() -> new XmlRows("r").convert(xml, OutputStream.nullOutputStream()))
          .isInstanceOf(XmlRows.BadXmlException.class);
      assertThat(xml.read).isLessThan(20 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a/>", "<a>x</a>", "x", "<![CDATA[x]]>"})
    void of_one_row_is_refused_after_some_megabytes(String again) {
      Endless xml = new Endless("<all><r>", again);

      assertThatThrownBy(() -> new XmlRows("r").convert(xml, OutputStream.nullOutputStream()))
          .isInstanceOf(XmlRows.BadXmlException.class)
          .hasMessageContaining("a row is longer than 4 MB");
      assertThat(xml.read).isLessThan(20 << 20);
    }

    /** A text, and then another one again and again. */
    private static final class Endless extends InputStream {
      private final byte[] begin;
      private final byte[] again;
      private long read;

      Endless(String begin, String again) {
        this.begin = bytes(begin);
        this.again = bytes(again);
      }

      @Override
      public int read() {
        long at = read++;
        return at < begin.length
            ? begin[(int) at]
            : at < GIGABYTE ? again[(int) ((at - begin.length) % again.length)] : -1;
      }
    }
  }

  @Test
  void an_error_of_the_source_is_none_of_the_file() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };

    assertThatThrownBy(() -> new XmlRows("r").convert(broken, OutputStream.nullOutputStream()))
        .isNotInstanceOf(XmlRows.BadXmlException.class)
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  private static String lines(String xml) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    convert(bytes(xml), lines);
    return lines.toString(StandardCharsets.UTF_8);
  }

  private static long convert(byte[] xml, OutputStream lines) throws IOException {
    return new XmlRows("r").convert(new ByteArrayInputStream(xml), lines);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
