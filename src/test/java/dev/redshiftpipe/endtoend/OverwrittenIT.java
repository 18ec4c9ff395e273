package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;

/** Keys that are written again, and tables that one file replaces. */
final class OverwrittenIT {
  @RegisterExtension static final Site site = Site.open();

  @BeforeAll
  static void start() {
    for (String table : new String[] {"ignored", "loaded", "paused", "full", "snapshot"}) {
      site.warehouse().table("public." + table);
    }
    site.s3().createBucket(request -> request.bucket("archive"));
    site.start(
        "pipe.ignored.from = s3://landing/ignored/",
        "pipe.ignored.into = public.ignored",
        "pipe.ignored.format = csv",
        "pipe.loaded.from = s3://landing/loaded/",
        "pipe.loaded.into = public.loaded",
        "pipe.loaded.format = csv",
        "pipe.loaded.on-overwrite = load",
        "pipe.paused.from = s3://landing/paused/",
        "pipe.paused.into = public.paused",
        "pipe.paused.format = csv",
        "pipe.paused.on-overwrite = load",
        "pipe.full.from = s3://landing/full/",
        "pipe.full.into = public.full",
        "pipe.full.format = csv",
        "pipe.full.mode = replace",
        "pipe.snapshot.from = s3://archive/snapshot/",
        "pipe.snapshot.into = public.snapshot",
        "pipe.snapshot.format = csv",
        "pipe.snapshot.mode = replace");
  }

  @Test
  void are_ignored_unless_the_pipe_says_otherwise() {
    putTwice("ignored/a.csv", "1,first\n", "2,second\n");

    assertThat(site.warehouse().rowsOf("public.ignored")).containsExactly("1|first");
    assertThat(site.warehouse().history("public.ignored"))
        .containsExactly("s3://landing/ignored/a.csv|loaded");
  }

  @Test
  void are_loaded_version_by_version_where_it_says_so() {
    putTwice("loaded/it's a + ü.csv", "1,first\n", "2,second\n");
    site.put("loaded/it's a + ü.csv", "1,first\n");
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.loaded"))
        .containsExactlyInAnyOrder("1|first", "2|second", "1|first");
    assertThat(site.warehouse().history("public.loaded"))
        .hasSize(3)
        .containsOnly("s3://landing/loaded/it's a + ü.csv|loaded");
  }

  @Test
  void that_were_overwritten_before_their_load_are_superseded() {
    site.put("paused/warm.csv", "0,warm\n");
    site.awaitEmptyQueue();
    site.pauseWarehouse();
    site.put("paused/a.csv", "1,first\n");
    site.put("paused/a.csv", "2,second\n");
    site.resumeWarehouse();
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.paused")).contains("2|second");
    List<String> history = site.warehouse().history("public.paused");
    assertThat(history).hasSize(3);
    assertThat(history)
        .allMatch(
            row -> row.endsWith("|loaded") || row.equals("s3://landing/paused/a.csv|superseded"));
    assertThat(site.letters("paused")).isEmpty();
  }

  @Test
  void replace_all_rows_with_those_of_the_newest_file() {
    site.warehouse().rows("INSERT INTO public.full VALUES (9, 'old')");
    putTwice("full/table.csv", "1,first\n", "2,second\n");

    assertThat(site.warehouse().rowsOf("public.full")).containsExactly("2|second");
  }

  @Test
  void never_take_a_table_back_to_an_older_file() throws InterruptedException {
    archive("snapshot/monday.csv", "1,monday\n");
    Thread.sleep(1100); // S3 tells when an object was written to the second
    archive("snapshot/tuesday.csv", "2,tuesday\n");

    site.send("{\"bucket\":\"archive\",\"key\":\"snapshot/tuesday.csv\"}");
    site.awaitEmptyQueue();
    site.send("{\"bucket\":\"archive\",\"key\":\"snapshot/monday.csv\"}");
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.snapshot")).containsExactly("2|tuesday");
    assertThat(site.warehouse().history("public.snapshot"))
        .containsExactlyInAnyOrder(
            "s3://archive/snapshot/tuesday.csv|loaded",
            "s3://archive/snapshot/monday.csv|superseded");
    assertThat(site.letters("snapshot")).isEmpty();
  }

  private static void putTwice(String key, String first, String second) {
    site.put(key, first);
    site.awaitEmptyQueue();
    site.put(key, second);
    site.awaitEmptyQueue();
  }

  private static void archive(String key, String content) {
    site.s3()
        .putObject(request -> request.bucket("archive").key(key), RequestBody.fromString(content));
  }
}
