package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replay, forget and load once more, of pipes with many tables and of those with versions. */
final class TakeBackModesIT {
  @RegisterExtension static final Site site = Site.open();

  private static Path folder = Path.of("");

  @BeforeAll
  static void start() {
    for (String table : new String[] {"cats", "dogs", "versions", "mended"}) {
      site.warehouse().table("public." + table);
    }
    folder =
        site.folder(
            "pipe.raw.from = s3://landing/raw/{name}/",
            "pipe.raw.into = public.{name}",
            "pipe.raw.format = csv",
            "pipe.versions.from = s3://landing/versions/",
            "pipe.versions.into = public.versions",
            "pipe.versions.format = csv",
            "pipe.versions.on-overwrite = load",
            "pipe.mended.from = s3://landing/mended/",
            "pipe.mended.into = public.mended",
            "pipe.mended.format = csv",
            "pipe.mended.on-overwrite = load");
    site.startIn(folder);
  }

  @Test
  void find_the_files_of_all_tables_of_a_pipe_that_captures_names() {
    site.put("raw/cats/a.csv", "one,Tom\n");
    site.put("raw/dogs/a.csv", "1,Rex\n");
    site.put("raw/dogs/b.csv", "two,Lassie\n");
    site.takeDeadLetter();
    site.takeDeadLetter();
    site.awaitEmptyQueue();
    site.put("raw/cats/a.csv", "1,Tom\n");
    site.put("raw/dogs/b.csv", "2,Lassie\n");
    site.awaitEmptyQueue();

    assertThat(run("replay", "raw", "--dry-run").out())
        .contains("s3://landing/raw/cats/a.csv", "s3://landing/raw/dogs/b.csv");
    run("replay", "raw", "--why", "mended");
    Site.await().until(() -> rows("cats").contains("1|Tom") && rows("dogs").contains("2|Lassie"));
    site.awaitEmptyQueue();
    assertThat(rows("cats")).containsExactly("1|Tom");
    assertThat(rows("dogs")).containsExactlyInAnyOrder("1|Rex", "2|Lassie");

    run("load", "s3://landing/raw/dogs/a.csv", "--again");
    Site.await().until(() -> count("dogs", "1|Rex") == 2);
    site.awaitEmptyQueue();
    assertThat(run("forget", "raw", "--prefix", "raw/dogs/", "--confirm", "raw").out())
        .contains("2 files were forgotten");
    assertThat(site.warehouse().history("public.dogs")).isEmpty();
    assertThat(site.warehouse().history("public.cats"))
        .containsExactly("s3://landing/raw/cats/a.csv|loaded");
    assertThat(rows("dogs")).hasSize(3);
  }

  @Test
  void load_the_version_that_is_there_once_more() {
    String url = "s3://landing/versions/a.csv";
    site.put("versions/a.csv", "1,first\n");
    site.awaitEmptyQueue();
    site.put("versions/a.csv", "2,second\n");
    site.awaitEmptyQueue();

    assertThat(run("load", url).out()).contains("not sent, it was loaded before");
    run("load", url, "--again");
    Site.await().until(() -> count("versions", "2|second") == 2);
    site.awaitEmptyQueue();
    assertThat(rows("versions")).containsExactlyInAnyOrder("1|first", "2|second", "2|second");
    assertThat(site.warehouse().history("public.versions"))
        .containsExactly(url + "|loaded", url + "|loaded");

    assertThat(run("forget", "versions", "--prefix", "versions/", "--confirm", "versions").out())
        .contains("2 files were forgotten");
    assertThat(run("load", url).out()).contains("sent: " + url);
    Site.await().until(() -> count("versions", "2|second") == 3);
    site.awaitEmptyQueue();
    assertThat(count("versions", "1|first")).isOne();
  }

  @Test
  void load_no_newer_version_in_the_place_of_a_refused_one() {
    String url = "s3://landing/mended/a.csv";
    site.put("mended/a.csv", "one,first\n");
    site.takeDeadLetter();
    site.awaitEmptyQueue();
    site.put("mended/a.csv", "2,second\n");
    site.awaitEmptyQueue();
    assertThat(rows("mended")).containsExactly("2|second");

    run("replay", "mended");

    Site.await()
        .until(() -> site.warehouse().history("public.mended").contains(url + "|superseded"));
    site.awaitEmptyQueue();
    assertThat(rows("mended")).containsExactly("2|second");
    assertThat(site.warehouse().history("public.mended"))
        .containsExactlyInAnyOrder(url + "|loaded", url + "|superseded");
  }

  private static Ran run(String... arguments) {
    Ran ran = Ran.here(site, folder, arguments);
    assertThat(ran.status()).as(ran.err()).isZero();
    return ran;
  }

  private static List<String> rows(String table) {
    return site.warehouse().rowsOf("public." + table);
  }

  private static long count(String table, String row) {
    return rows(table).stream().filter(row::equals).count();
  }
}
