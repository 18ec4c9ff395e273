package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;

/** Files whose first line names their columns. */
final class HeaderIT {
  @RegisterExtension static final Site site = Site.open();

  @BeforeAll
  static void start() {
    for (String table :
        new String[] {"any_order", "unknown", "later", "utf16", "latin1", "binary"}) {
      site.warehouse()
          .rows(
              "CREATE TABLE public.%s (id INT, name VARCHAR(20) DEFAULT 'none')".formatted(table));
    }
    site.start(
        "pipe.any_order.from = s3://landing/any_order/",
        "pipe.any_order.into = public.any_order",
        "pipe.any_order.format = csv",
        "pipe.any_order.columns = header",
        "pipe.unknown.from = s3://landing/unknown/",
        "pipe.unknown.into = public.unknown",
        "pipe.unknown.format = delimited",
        "pipe.unknown.columns = header",
        "pipe.later.from = s3://landing/later/",
        "pipe.later.into = public.later",
        "pipe.later.format = csv",
        "pipe.later.columns = header",
        "pipe.utf16.from = s3://landing/utf16/",
        "pipe.utf16.into = public.utf16",
        "pipe.utf16.format = csv",
        "pipe.utf16.columns = header",
        "pipe.utf16.options = ENCODING UTF16",
        "pipe.latin1.from = s3://landing/latin1/",
        "pipe.latin1.into = public.latin1",
        "pipe.latin1.format = delimited",
        "pipe.latin1.columns = header",
        "pipe.latin1.options = ENCODING ISO88591 DELIMITER '|~|' REMOVEQUOTES",
        "pipe.binary.from = s3://landing/binary/",
        "pipe.binary.into = public.binary",
        "pipe.binary.format = csv",
        "pipe.binary.columns = header");
  }

  @Test
  void fill_the_columns_that_they_name_in_whatever_order() throws IOException {
    site.put("any_order/a.csv", "id,name\n1,Ada\n");
    site.put("any_order/b.csv", "\uFEFFName, ID\r\nGrace,2\r\n");
    site.put("any_order/c.csv", "\"id\"\n3\n");
    site.put("any_order/e.csv", "\"name\" , \"id\"\t\n\"Jean\" , \"5\"\n");
    site.put("any_order/d.csv.gz", RequestBody.fromBytes(gzipped("name,id\nMary,4\n")));

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.any_order"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace", "3|none", "4|Mary", "5|Jean");
    assertThat(site.letters("any_order")).isEmpty();
  }

  @Test
  void are_read_in_the_encoding_of_the_options() {
    site.put("utf16/a.csv", bytes("\uFEFFid,name\r\n1,Köln\r\n", StandardCharsets.UTF_16LE));
    site.put("utf16/b.csv", bytes("\uFEFF\"name\", \"id\"\n東京, 2\n", StandardCharsets.UTF_16BE));
    site.put("utf16/c.csv", "id,name\n3,Graz\n");
    site.put("latin1/a.txt", bytes("'name'|~|id\nJosé|~|1\n", StandardCharsets.ISO_8859_1));

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.utf16")).containsExactlyInAnyOrder("1|Köln", "2|東京");
    assertThat(site.warehouse().rowsOf("public.latin1")).containsExactly("1|José");
    assertThat(reasons("public.utf16"))
        .containsExactly(
            "s3://landing/utf16/c.csv has no byte order mark, which ENCODING UTF16 needs;"
                + " UTF16LE and UTF16BE do not");
  }

  @Test
  void are_refused_where_a_file_is_not_text_and_hold_nobody() {
    site.put("binary/a.xlsx", RequestBody.fromBytes(new byte[] {'P', 'K', 3, 4, 20, 0, '\n', 0}));
    site.put("binary/b.csv", bytes("\uFEFFid,name\n1,Ada\n", StandardCharsets.UTF_16LE));
    site.put("binary/c.csv", bytes("id,größe\n1,Ada\n", StandardCharsets.ISO_8859_1));
    site.put("binary/d.csv", "id,name\r1,Ada\r");
    site.put("binary/e.csv", "id,\"name\n1,Ada\n");
    site.put("binary/good.csv", "id,name\n2,Grace\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.binary")).containsExactly("2|Grace");
    assertThat(reasons("public.binary"))
        .satisfiesExactlyInAnyOrder(
            a -> assertThat(a).contains("a.xlsx is a ZIP archive"),
            b -> assertThat(b).contains("b.csv is text in UTF-16"),
            c -> assertThat(c).contains("c.csv has a first line that is not UTF-8"),
            d -> assertThat(d).contains("d.csv has a carriage return within its first line"),
            e -> assertThat(e).contains("e.csv the header has quotes that are not closed"));
  }

  private static List<String> reasons(String table) {
    return site.warehouse()
        .rows(
            "SELECT reason FROM redshift_pipe.load_history WHERE status = 'refused' AND target = '%s'"
                .formatted(table));
  }

  private static RequestBody bytes(String text, Charset charset) {
    return RequestBody.fromBytes(text.getBytes(charset));
  }

  @Test
  void are_refused_when_the_table_lacks_a_column_and_hold_nobody() {
    site.put("unknown/bad.txt", "id|nickname\n1|Ada\n");
    site.put("unknown/twice.txt", "id|ID\n1|1\n");
    site.put("unknown/odd.txt", "id|first name\n1|Ada\n");
    site.put("unknown/empty.txt", "");
    site.put("unknown/good.txt", "name|id\nGrace|2\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.unknown")).containsExactly("2|Grace");
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT reason FROM redshift_pipe.load_history"
                        + " WHERE status = 'refused' AND target = 'public.unknown'"))
        .containsExactlyInAnyOrder(
            "s3://landing/unknown/bad.txt the header names nickname, which public.unknown does not have",
            "s3://landing/unknown/twice.txt the header names id twice",
            "s3://landing/unknown/odd.txt the header names first name, which public.unknown does not have");
  }

  @Test
  void may_name_a_column_that_was_added_meanwhile() throws InterruptedException {
    site.put("later/a.csv", "id\n1\n");
    site.awaitEmptyQueue();
    site.warehouse().rows("ALTER TABLE public.later ADD COLUMN note VARCHAR(20)");
    Thread.sleep(10_500); // so long the columns are trusted

    site.put("later/b.csv", "note,id\nnew,2\n");
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rows("SELECT id, note FROM public.later ORDER BY id"))
        .containsExactly("1|null", "2|new");
  }

  private static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
