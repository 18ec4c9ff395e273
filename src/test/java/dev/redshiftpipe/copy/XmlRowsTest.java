package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.source.DamagedFileException;
import dev.redshiftpipe.source.SourceReadException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
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
        delimiter = '§',
        quoteCharacter = '¬',
        value = {
          "<r/> § {}",
          "<r Id='1' x:Kind='a'/> § {\"id\":\"1\",\"kind\":\"a\"}",
          "<r><Id>1</Id><x:name> Ada </x:name></r> § {\"id\":\"1\",\"name\":\" Ada \"}",
          "<r><a/><b></b></r> § {\"a\":null,\"b\":null}",
          "<r><a>1</a><b/><A>2</A><a/></r> § {\"a\":[\"1\",\"2\",null],\"b\":null}",
          "<r a='0'><a>1</a></r> § {\"a\":[\"0\",\"1\"]}",
          "<r><a><b>1</b><c><d>2</d></c></a></r> § {\"a\":{\"b\":\"1\",\"c\":{\"d\":\"2\"}}}",
          "<r><a unit='C'>21</a></r> § {\"a\":{\"unit\":\"C\",\"value\":\"21\"}}",
          "<r>text</r> § {\"value\":\"text\"}",
          "<r><a>1 &lt; <![CDATA[<2>&amp;]]><!-- no -->!</a></r> § {\"a\":\"1 < <2>&amp;!\"}",
          "<r><r><a>1</a></r></r> § {\"r\":{\"a\":\"1\"}}",
          "<r>⏎  <r/>⏎  <b> </b>⏎</r> § {\"r\":null,\"b\":null}",
          "<r><a xsi:nil='true'/><b xsi:nil=' 1 ' unit='C'/></r> § {\"a\":null,\"b\":null}",
          "<r><a xsi:nil='true'> <!-- none --> </a></r> § {\"a\":null}",
          "<r><a xsi:nil='false'>1</a><b xsi:nil='0'/></r> § {\"a\":\"1\",\"b\":null}",
          "<r xsi:nil='true' a='1'/> § {\"a\":\"1\"}",
          "<r xsi:type='t'><a xsi:type='x:s'>1</a><b><c xsi:type='t'/></b></r> § {\"a\":\"1\",\"b\":{\"c\":null}}",
          "<r xsi:schemaLocation='urn:x x.xsd'><a xsi:noNamespaceSchemaLocation='x'>1</a></r> § {\"a\":\"1\"}",
          "<r><a other:nil='true'>1</a></r> § {\"a\":{\"nil\":\"true\",\"value\":\"1\"}}",
          "<r><a nil='true'/></r> § {\"a\":{\"nil\":\"true\"}}",
          "<r><a xml:space='default'>1</a><b xml:lang='de'>x</b></r> § {\"a\":\"1\",\"b\":{\"lang\":\"de\",\"value\":\"x\"}}",
          "<r><a xml:space='preserve'> </a><b> </b></r> § {\"a\":\" \",\"b\":null}",
          "<r xml:space='preserve'><a> <b> </b></a></r> § {\"a\":{\"b\":\" \",\"value\":\" \"}}",
          "<r xml:space='preserve'><a xml:space='default'> </a></r> § {\"a\":null}",
          "<r><a><value>1</value></a></r> § {\"a\":{\"value\":\"1\"}}",
          "<r><a value='1'/></r> § {\"a\":{\"value\":\"1\"}}",
          "<r><a value='1'>2</a></r> § {\"a\":{\"value\":[\"1\",\"2\"]}}",
          "<r><value>1</value></r> § {\"value\":\"1\"}",
          "<r><a>Hello <b>big</b> world</a></r> § {\"a\":{\"b\":\"big\",\"value\":\"Hello  world\"}}",
          "<r><a>x<?pi y?>y<!-- z --><![CDATA[z]]></a></r> § {\"a\":\"xyz\"}",
          "<r><a><![CDATA[a]]><![CDATA[]]&gt;]]></a></r> § {\"a\":\"a]]&gt;\"}",
          "<r><a>&lt;&gt;&amp;&apos;&quot;&#65;&#x42;</a></r> § {\"a\":\"<>&'\\\"AB\"}",
          "<r a='&#10;&#9;&quot;'/> § {\"a\":\"\\n\\t\\\"\"}",
          "<r><a>&#13;x</a><b>x␍⏎y␍z</b></r> § {\"a\":\"\\rx\",\"b\":\"x\\ny\\nz\"}",
          "<r><x:id>1</x:id><other:id>2</other:id></r> § {\"id\":[\"1\",\"2\"]}",
          "<r xmlns='urn:z'><id>1</id></r> § {\"id\":\"1\"}",
          "<x:r xmlns:x='urn:z'><x:id>1</x:id></x:r> § {\"id\":\"1\"}",
          "<r><a>😀 &#x1F600;</a><É b='😀'/></r> § {\"a\":\"😀 😀\",\"é\":{\"b\":\"😀\"}}"
        })
    void is_an_object_of_its_attributes_and_elements(String row, String json) throws IOException {
      String namespaces =
          " xmlns:x='urn:x' xmlns:other='urn:other'"
              + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";

      assertThat(lines("<all" + namespaces + ">" + ends(row) + "</all>")).isEqualTo(json + "\n");
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
    void may_be_the_root_and_what_is_around_it_is_left_out() throws IOException {
      assertThat(lines("<?xml version='1.0'?><!-- a --><?b c?><r>1</r>\n<!-- d -->\n"))
          .isEqualTo("{\"value\":\"1\"}\n");
      assertThat(lines("<?xml version='1.1'?><r><a>1</a></r>")).isEqualTo("{\"a\":\"1\"}\n");
      assertThat(lines("<r xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='1'/>"))
          .isEqualTo("{}\n");
    }

    @Test
    void is_only_within_the_elements_of_its_path() throws IOException {
      String xml = "<all><r>no</r><s><t><r>no</r></t><r><a>1</a><s><r>2</r></s></r></s></all>";

      assertThat(lines(xml, "s/r")).isEqualTo("{\"a\":\"1\",\"s\":{\"r\":\"2\"}}\n");
      assertThat(lines(xml, "all/s/r")).hasLineCount(1);
      assertThat(lines(xml, "all/r")).isEqualTo("{\"value\":\"no\"}\n");
      assertThat(lines(xml, "x/all/r")).isEmpty();
    }

    @Test
    void has_the_same_shape_for_one_element_and_for_several_that_are_named_as_arrays()
        throws IOException {
      String rows =
          "<all xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><r/><r><Line>1</Line></r>"
              + "<r><line>1</line><line/></r><r><line xsi:nil='true'/></r>"
              + "<r><a><line no='1'/></a></r><r line='1'/><r line='1'><line>2</line></r></all>";

      assertThat(lines(rows, "r", "line"))
          .isEqualTo(
              "{}\n{\"line\":[\"1\"]}\n{\"line\":[\"1\",null]}\n{\"line\":[null]}\n"
                  + "{\"a\":{\"line\":[{\"no\":\"1\"}]}}\n{\"line\":\"1\"}\n{\"line\":[\"1\",\"2\"]}\n");
      assertThat(lines(rows)).contains("{\"line\":\"1\"}");
    }
  }

  @Nested
  class The_encoding {
    @ParameterizedTest
    @CsvSource({
      "'', UTF-8, ''",
      "'', UTF-8, BOM",
      "UTF-8, UTF-8, BOM",
      "UTF-16, UTF-16LE, BOM",
      "UTF-16, UTF-16BE, BOM",
      "UTF-16LE, UTF-16LE, BOM",
      "'', UTF-16LE, BOM",
      "'', UTF-16BE, ''",
      "UTF-16, UTF-16LE, ''",
      "UTF-32, UTF-32BE, BOM",
      "UTF-32, UTF-32LE, ''",
      "ISO-8859-1, ISO-8859-1, ''",
      "iso-8859-15, ISO-8859-15, ''",
      "windows-1252, windows-1252, ''",
      "cp1252, windows-1252, ''",
      "ibm037, IBM037, ''",
      // of whom copied it: what is read is not what is declared
      "utf-16, UTF-8, ''",
      "utf-16, UTF-8, BOM",
      "ISO-8859-1, UTF-8, BOM"
    })
    void is_that_of_the_mark_or_else_the_declared_one(String declared, String charset, String mark)
        throws IOException {
      String declaration =
          declared.isEmpty() ? "" : "<?xml version=\"1.0\" encoding=\"" + declared + "\" ?>";
      String xml = (mark.isEmpty() ? "" : "\uFEFF") + declaration + "<r><a>Müller</a></r>";

      assertThat(lines(xml.getBytes(Charset.forName(charset)))).isEqualTo("{\"a\":\"Müller\"}\n");
    }

    @ParameterizedTest
    @CsvSource({
      "'', e4, line 2: byte e4 is not of a character in UTF-8",
      "UTF-8, c3, line 2: byte c3 is not of a character in UTF-8",
      "UTF-8, eda080, line 2: byte ed is not of a character in UTF-8",
      "windows-1252, 81, line 2: byte 81 is not of a character in windows-1252",
      "US-ASCII, e4, line 2: byte e4 is not of a character in US-ASCII",
      "klingon, 61, line 1: the encoding \"\"klingon\"\" is not known",
      "a b, 61, line 1: the encoding \"\"a b\"\" is not known"
    })
    void that_bytes_are_not_of_makes_a_bad_file(String declared, String hex, String message) {
      String declaration =
          declared.isEmpty() ? "" : "<?xml version='1.0' encoding='" + declared + "'?>";
      byte[] bad = HexFormat.of().parseHex(hex);
      ByteArrayOutputStream xml = new ByteArrayOutputStream();
      xml.writeBytes(bytes(declaration + "<all>\n<r><a>"));
      xml.writeBytes(bad);
      xml.writeBytes(bytes("</a></r>\n</all>"));

      assertThatThrownBy(() -> silently(xml.toByteArray()))
          .isInstanceOf(XmlRows.BadXmlException.class)
          .hasMessage(message.replace("\"\"", "\""));
    }

    @Test
    void of_a_file_that_ends_within_a_character_makes_it_a_bad_one() {
      byte[] xml = "\uFEFF<r>\n</r>".getBytes(StandardCharsets.UTF_16LE);

      assertThatThrownBy(() -> lines(Arrays.copyOf(xml, xml.length - 1)))
          .isInstanceOf(XmlRows.BadXmlException.class)
          .hasMessageContaining("line 2");
    }
  }

  /** Parsers read in pieces, and a piece may end anywhere. */
  @Property(tries = 40)
  void texts_are_whole_wherever_a_buffer_ends(
      @ForAll @IntRange(max = 9_000) int before, @ForAll("pieces") List<String> pieces)
      throws IOException {
    StringBuilder xml = new StringBuilder("<all><!--" + "x".repeat(before) + "--><r><a>");
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      String piece = pieces.get(i % pieces.size());
      xml.append(piece);
      expected.append(
          piece
              .replaceAll("<!--.*?-->|<!\\[CDATA\\[|]]>", "")
              .replace("\r\n", "\n")
              .replace("&amp;", "&")
              .replace("&#x1F600;", "😀"));
    }
    xml.append("</a></r></all>");

    for (String charset : new String[] {"UTF-8", "UTF-16"}) {
      String line = lines(xml.toString().getBytes(Charset.forName(charset)));

      assertThat(new ObjectMapper().readTree(line).path("a").asText())
          .isEqualTo(expected.toString());
    }
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of(
            "a",
            "é",
            "😀",
            "€",
            "\r\n",
            "\n",
            "&amp;",
            "&#x1F600;",
            "<![CDATA[b]]>",
            "<![CDATA[&]] >😀]]>",
            "<!-- c -->",
            "]]",
            "<![CDATA[]]>")
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .filter(pieces -> pieces.stream().anyMatch(piece -> piece.matches("[aé😀€]")));
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

    @ParameterizedTest
    @CsvSource(
        delimiter = '§',
        quoteCharacter = '¬',
        value = {
          "<all>⏎<r/> § line 2",
          "<all>⏎<r><a>1</a § line 2",
          "<all>⏎<r a='1 § line 2",
          "<all>⏎<!-- § line 2",
          "<all>⏎<![CDATA[ § line 2",
          "<all>⏎<r/></all>⏎more § line 3",
          "<all/>⏎<all/> § line 2",
          "<r/>⏎<?xml version='1.0'?> § line 2",
          "⏎<?xml version='1.0'?><r/> § line 2",
          "id,name⏎1,Ada § line 1",
          "<all>⏎<x:r/></all> § line 2",
          "<all>⏎<r a='1' a='2'/></all> § line 2",
          "<all>⏎<r>&nbsp;</r></all> § line 2",
          "<all>⏎<r a='&nbsp;'/></all> § line 2",
          "<all>⏎<r>&#xD800;</r></all> § line 2",
          "<all>⏎<r>&#0;</r></all> § line 2",
          "<all>⏎<r>\u0001</r></all> § line 2",
          "<all>⏎<r>\uFFFE</r></all> § line 2",
          "<all xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>⏎<r><a xsi:nil='true'>1</a></r></all> § line 2: element a has xsi:nil and content",
          "<all xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>⏎<r><a xsi:nil='true'><b/></a></r></all> § line 2: element a has xsi:nil and content"
        })
    void that_ends_too_soon_or_has_what_xml_has_not(String xml, String message) {
      String text = ends(xml);

      assertThatThrownBy(() -> silently(bytes(text)))
          .isInstanceOf(XmlRows.BadXmlException.class)
          .hasMessageStartingWith(message);
    }

    @Test
    void that_is_empty_or_binary() {
      for (String hex : new String[] {"", "efbbbf", "fffe", "00", "1f8b0800", "504b0304", "20"}) {
        assertThatThrownBy(() -> lines(HexFormat.of().parseHex(hex)))
            .as(hex)
            .isInstanceOf(XmlRows.BadXmlException.class)
            .hasMessageStartingWith("line 1: ");
      }
    }

    @Test
    void whose_row_is_longer_in_bytes_than_copy_takes() {
      assertThatThrownBy(() -> lines("<r>" + "€".repeat(1_500_000) + "</r>"))
          .isInstanceOf(XmlRows.BadXmlException.class)
          .hasMessageContaining("a row is longer than 4 MB");
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

      assertThatThrownBy(
              () -> new XmlRows("r", Set.of()).convert(xml, OutputStream.nullOutputStream()))
          .isInstanceOf(XmlRows.BadXmlException.class);
      assertThat(xml.read).isLessThan(20 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a/>", "<a>x</a>", "x", "<![CDATA[x]]>"})
    void of_one_row_is_refused_after_some_megabytes(String again) {
      Endless xml = new Endless("<all><r>", again);

      assertThatThrownBy(
              () -> new XmlRows("r", Set.of()).convert(xml, OutputStream.nullOutputStream()))
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

  @Nested
  class An_error_of_the_source {
    private static final String XML = "<?xml version='1.0'?><all><r><a>1</a></r><!-- x --><r>";

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 25, 33, 38, 47, 52})
    void is_not_one_of_the_file_when_the_storage_failed(int at) {
      assertThatThrownBy(() -> failing(at, new SourceReadException(new IOException("reset"))))
          .isInstanceOf(SourceReadException.class)
          .hasMessage("reset");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 25, 33, 38, 47, 52})
    void is_one_of_the_file_otherwise(int at) {
      for (IOException thrown :
          List.of(
              new EOFException("Unexpected end of ZLIB input stream"),
              new CharConversionException("bad"),
              new ZipException("invalid"))) {
        assertThatThrownBy(() -> failing(at, thrown))
            .isInstanceOf(XmlRows.BadXmlException.class)
            .hasMessage("line 1: " + thrown.getMessage());
      }
      assertThatThrownBy(() -> failing(at, new DamagedFileException("is gzip cut off", null)))
          .isInstanceOf(DamagedFileException.class);
    }

    @Test
    void that_is_a_runtime_exception_is_one_of_the_file() {
      InputStream broken =
          new InputStream() {
            @Override
            public int read() {
              throw new IllegalStateException("decoder");
            }
          };

      assertThatThrownBy(
              () -> new XmlRows("r", Set.of()).convert(broken, OutputStream.nullOutputStream()))
          .isInstanceOf(XmlRows.BadXmlException.class)
          .hasMessage("line 1: decoder");
    }

    @Test
    void or_of_the_target_is_handed_on() {
      OutputStream full =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException("no space");
            }
          };

      assertThatThrownBy(() -> convert(bytes("<r/>"), full))
          .isNotInstanceOf(XmlRows.BadXmlException.class)
          .hasMessage("no space");
    }

    private void failing(int at, IOException thrown) throws IOException {
      InputStream failing =
          new InputStream() {
            @Override
            public int read() throws IOException {
              throw thrown;
            }
          };
      new XmlRows("r", Set.of())
          .convert(
              new SequenceInputStream(
                  new ByteArrayInputStream(bytes(XML.substring(0, at))), failing),
              OutputStream.nullOutputStream());
    }
  }

  /** Java's parser prints some of its errors. */
  private static void silently(byte[] xml) throws IOException {
    PrintStream console = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      lines(xml);
    } finally {
      System.setErr(console);
      assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
  }

  private static String ends(String xml) {
    return xml.replace('⏎', '\n').replace('␍', '\r');
  }

  private static String lines(byte[] xml) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    convert(xml, lines);
    return lines.toString(StandardCharsets.UTF_8);
  }

  private static String lines(String xml, String path, String... arrays) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    new XmlRows(path, Set.of(arrays)).convert(new ByteArrayInputStream(bytes(xml)), lines);
    return lines.toString(StandardCharsets.UTF_8);
  }

  private static String lines(String xml) throws IOException {
    return lines(bytes(xml));
  }

  private static long convert(byte[] xml, OutputStream lines) throws IOException {
    return new XmlRows("r", Set.of()).convert(new ByteArrayInputStream(xml), lines);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
