package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One file for two tables, and two pipes for one table. */
final class FanIT {
  @RegisterExtension static final Site site = Site.open();

  @BeforeAll
  static void start() {
    for (String table : List.of("raw", "fine", "everyone")) {
      site.warehouse().table("public." + table);
    }
    site.start(
        "pipe.raw.from = s3://landing/out/",
        "pipe.raw.into = public.raw",
        "pipe.raw.format = csv",
        "pipe.fine.from = s3://landing/out/fine/",
        "pipe.fine.into = public.fine",
        "pipe.fine.format = csv",
        "pipe.headed.from = s3://landing/in/headed/",
        "pipe.headed.into = public.everyone",
        "pipe.headed.format = csv",
        "pipe.headed.options = IGNOREHEADER 1",
        "pipe.plain.from = s3://landing/in/plain/",
        "pipe.plain.into = public.everyone",
        "pipe.plain.format = delimited");
  }

  @Test
  void a_file_that_two_pipes_want_is_in_both_tables_once() {
    site.put("out/fine/a.csv", "1,Ada\n2,Grace\n");
    site.put("out/b.csv", "3,Jean\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.raw"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace", "3|Jean");
    assertThat(site.warehouse().rowsOf("public.fine"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace");
    assertThat(site.warehouse().history("public.raw"))
        .containsExactlyInAnyOrder(
            "s3://landing/out/fine/a.csv|loaded", "s3://landing/out/b.csv|loaded");
    assertThat(site.warehouse().history("public.fine"))
        .containsExactly("s3://landing/out/fine/a.csv|loaded");
    assertThat(site.deadLetters()).isZero();
  }

  @Test
  void two_pipes_into_one_table_keep_their_own_options() {
    site.put("in/headed/a.csv", "id,name\n1,Ada\n");
    site.put("in/plain/a.txt", "2|Grace\n");
    site.put("in/headed/b.csv", "id,name\n3,Jean\n");
    site.put("in/plain/b.txt", "4|Mary\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.everyone"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace", "3|Jean", "4|Mary");
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT pipe, file_url FROM redshift_pipe.load_history"
                        + " WHERE target = 'public.everyone'"))
        .containsExactlyInAnyOrder(
            "headed|s3://landing/in/headed/a.csv",
            "headed|s3://landing/in/headed/b.csv",
            "plain|s3://landing/in/plain/a.txt",
            "plain|s3://landing/in/plain/b.txt");
    assertThat(site.deadLetters()).isZero();
  }
}
