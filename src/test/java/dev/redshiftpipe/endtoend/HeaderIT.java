package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    for (String table : new String[] {"any_order", "unknown", "later"}) {
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
        "pipe.later.columns = header");
  }

  @Test
  void fill_the_columns_that_they_name_in_whatever_order() throws IOException {
    site.put("any_order/a.csv", "id,name\n1,Ada\n");
    site.put("any_order/b.csv", "\uFEFFName, ID\r\nGrace,2\r\n");
    site.put("any_order/c.csv", "\"id\"\n3\n");
    site.put("any_order/d.csv.gz", RequestBody.fromBytes(gzipped("name,id\nMary,4\n")));

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.any_order"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace", "3|none", "4|Mary");
    assertThat(site.letters("any_order")).isEmpty();
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
            "s3://landing/unknown/odd.txt the header names \"first name\", which is no name of a column");
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
