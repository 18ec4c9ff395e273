package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XML, which COPY cannot read. */
final class XmlIT {
  @RegisterExtension static final Site site = Site.open();

  @BeforeAll
  static void start() {
    site.warehouse()
        .rows("CREATE TABLE public.orders (id INT NOT NULL, name VARCHAR(20), lines SUPER)");
    site.warehouse().table("public.bad");
    site.start(
        "pipe.orders.from = s3://landing/orders/",
        "pipe.orders.into = public.orders",
        "pipe.orders.format = xml order",
        "pipe.bad.from = s3://landing/bad/",
        "pipe.bad.into = public.bad",
        "pipe.bad.format = xml row");
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
  void is_refused_under_its_own_name_when_it_is_hostile_or_broken() {
    site.put(
        "bad/entity.xml",
        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r><row><id>1</id><name>&x;</name></row></r>");
    site.put("bad/broken.xml", "<r>\n<row><id>1</id>\n</r>");
    site.put("bad/type.xml", "<r><row><id>2</id></row>\n<row><id>two</id></row></r>");
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
            entity -> assertThat(entity).contains("bad/entity.xml", "document type"),
            type -> assertThat(type).contains("s3://landing/bad/type.xml line 2, column id"));
  }
}
