package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;

/** XML, which COPY cannot read. */
final class XmlIT {
  @RegisterExtension static final Site site = Site.open();

  @BeforeAll
  static void start() {
    site.warehouse()
        .rows("CREATE TABLE public.orders (id INT NOT NULL, name VARCHAR(20), lines SUPER)");
    site.warehouse().table("public.bad");
    site.warehouse()
        .rows(
            "CREATE TABLE public.exported (id INT, amount DECIMAL(9,2), note VARCHAR(40), item SUPER)");
    site.start(
        "pipe.orders.from = s3://landing/orders/",
        "pipe.orders.into = public.orders",
        "pipe.orders.format = xml order",
        "pipe.bad.from = s3://landing/bad/",
        "pipe.bad.into = public.bad",
        "pipe.bad.format = xml row",
        "pipe.exported.from = s3://landing/exported/",
        "pipe.exported.into = public.exported",
        "pipe.exported.format = xml rows/row",
        "pipe.exported.arrays = item");
  }

  @Test
  void is_loaded_a_row_for_each_element_under_its_own_name() {
    site.put(
        "orders/a.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <s:shop xmlns:s="urn:shop"><s:orders>
          <order id="1"><Name>Ada &amp; Söhne</Name><lines><sku>a</sku></lines><lines><sku>b</sku></lines></order>
          <order><id>2</id><name><![CDATA[<Grace>]]></name><ignored/></order>
        </s:orders></s:shop>
        """);

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.orders"))
        .containsExactlyInAnyOrder("1|Ada & Söhne", "2|<Grace>");
    assertThat(site.warehouse().rows("SELECT lines FROM public.orders WHERE id = 1"))
        .singleElement()
        .asString()
        .isEqualToIgnoringWhitespace("[{\"sku\":\"a\"},{\"sku\":\"b\"}]");
    assertThat(site.warehouse().history("public.orders"))
        .containsExactly("s3://landing/orders/a.xml|loaded");
  }

  @Test
  void has_the_values_that_its_producers_mean() {
    String xml =
        "<?xml version='1.0' encoding='%s'?>"
            + "<rows xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
            + " xsi:schemaLocation='urn:x x.xsd'><row xsi:type='r'><id>%d</id>%s</row></rows>";
    Map<String, byte[]> files =
        Map.of(
            "a",
                bytes(
                    xml.formatted("UTF-8", 1, "<amount xsi:nil='true'/><note xsi:nil='1'/>"),
                    "UTF-8"),
            "b",
                bytes(
                    xml.formatted(
                        "UTF-8",
                        2,
                        "<amount xsi:type='xs:decimal'>1.5</amount><note xsi:type='x'>t 😀</note>"),
                    "UTF-8"),
            "c", bytes(xml.formatted("UTF-8", 3, "<item>x</item><row><id>9</id></row>"), "UTF-8"),
            "d", bytes(xml.formatted("UTF-8", 4, "<item>x</item><!-- - --><item/>"), "UTF-8"),
            "e",
                bytes(
                    xml.formatted("windows-1252", 5, "<note>5 € für <![CDATA[<b>]]></note>"),
                    "windows-1252"),
            "f", bytes(xml.formatted("UTF-16", 6, "<note>日本</note>"), "UTF-16"),
            "g", bytes(xml.formatted("utf-16", 7, "<note>é</note>"), "UTF-8"));

    files.forEach(
        (name, file) -> site.put("exported/" + name + ".xml", RequestBody.fromBytes(file)));
    site.awaitEmptyQueue();

    assertThat(
            site.warehouse().rows("SELECT id, amount, note, item FROM public.exported ORDER BY id"))
        .containsExactly(
            "1|null|null|null",
            "2|1.50|t 😀|null",
            "3|null|null|[\"x\"]",
            "4|null|null|[\"x\",null]",
            "5|null|5 € für <b>|null",
            "6|null|日本|null",
            "7|null|é|null");
  }

  private static byte[] bytes(String text, String charset) {
    return text.getBytes(Charset.forName(charset));
  }

  @Test
  void is_refused_under_its_own_name_when_it_is_hostile_or_broken() {
    site.put(
        "bad/entity.xml",
        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r><row><id>1</id><name>&x;</name></row></r>");
    site.put("bad/broken.xml", "<r>\n<row><id>1</id>\n</r>");
    site.put("bad/type.xml", "<r><row><id>2</id></row>\n<row><id>two</id></row></r>");
    site.put(
        "bad/encoding.xml",
        RequestBody.fromBytes(bytes("<r>\n<row><id>4</id><name>é</name></row></r>", "ISO-8859-1")));
    site.put("bad/good.xml", "<r><row><id>3</id><name>Jean</name></row></r>");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.bad")).containsExactly("3|Jean");
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT reason FROM redshift_pipe.load_history WHERE status = 'refused'"
                        + " AND target = 'public.bad' ORDER BY file_url"))
        .satisfiesExactly(
            broken -> assertThat(broken).contains("bad/broken.xml", "line 3"),
            encoding ->
                assertThat(encoding)
                    .isEqualTo(
                        "s3://landing/bad/encoding.xml line 2: byte e9 is not of a character in"
                            + " UTF-8"),
            entity -> assertThat(entity).contains("bad/entity.xml", "document type"),
            type -> assertThat(type).contains("s3://landing/bad/type.xml line 2, column id"));
  }
}
