package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The worked example of {@code src/docs/most-recent-view.md}, with the blocks of that page. */
final class MostRecentViewIT {
  private static final Page PAGE = Page.of(Path.of("src/docs/most-recent-view.md"));

  @RegisterExtension static final Site site = Site.open();

  @Test
  void a_full_load_and_three_rounds_of_changes_give_the_table_as_it_is_now() throws IOException {
    List<String> sql = PAGE.blocks("sql");
    site.warehouse().rows(sql.get(0));
    Path folder = site.folder(PAGE.blocks("properties").get(0).lines().toArray(String[]::new));
    Path files = Files.createDirectory(folder.resolve("sql"));
    Files.writeString(files.resolve("covid19-columns.sql"), sql.get(1));
    Files.writeString(
        files.resolve("covid19-changes-columns.sql"), "op VARCHAR(1),\n" + sql.get(1));
    Files.writeString(files.resolve("covid19.sql"), sql.get(2));
    site.startIn(folder);

    put(
        "LOAD00000001.csv",
        row("a", "Confirmed", 10, "1/5/2021", "2021-02-01 00:00:00"),
        row("b", "Deaths", 1, "1/5/2021", "2021-02-01 00:00:00"),
        row("c", "Confirmed", 7, "12/31/2020", "2021-02-01 00:00:00"));

    assertThat(table())
        .containsExactly(
            "a|10|2021-01-05|2021|1|5|false|true",
            "b|1|2021-01-05|2021|1|5|true|false",
            "c|7|2020-12-31|2020|12|31|false|true");

    put(
        "20210202-000000001.csv",
        "U," + row("a", "Confirmed", 11, "1/5/2021", "2021-02-02 00:00:00"),
        "I," + row("d", "Deaths", 2, "1/6/2021", "2021-02-02 00:00:00"),
        "D,b,,,,,,,,,,,,");

    assertThat(table())
        .containsExactly(
            "a|11|2021-01-05|2021|1|5|false|true",
            "c|7|2020-12-31|2020|12|31|false|true",
            "d|2|2021-01-06|2021|1|6|true|false");

    put(
        "20210203-000000001.csv",
        "U," + row("a", "Confirmed", 12, "1/5/2021", "2021-02-03 00:00:01"),
        "U," + row("a", "Confirmed", 14, "1/5/2021", "2021-02-03 00:00:03"),
        "U," + row("a", "Confirmed", 13, "1/5/2021", "2021-02-03 00:00:02"),
        "U," + row("b", "Deaths", 99, "1/5/2021", "2021-01-31 00:00:00"),
        "I," + row("e", "Confirmed", 1, "1/7/2021", "2021-02-03 00:00:00"),
        "D,e,,,,,,,,,,,,");

    assertThat(table())
        .containsExactly(
            "a|14|2021-01-05|2021|1|5|false|true",
            "c|7|2020-12-31|2020|12|31|false|true",
            "d|2|2021-01-06|2021|1|6|true|false");

    put(
        "20210204-000000001.csv",
        "U," + row("c", "Confirmed", 8, "1/1/2021", "2021-02-04 00:00:00"),
        "U," + row("d", "Deaths", 1, "1/6/2021", "2021-02-01 12:00:00"),
        "I," + row("b", "Deaths", 3, "1/5/2021", "2021-02-04 00:00:00"));

    assertThat(table())
        .containsExactly(
            "a|14|2021-01-05|2021|1|5|false|true",
            "b|3|2021-01-05|2021|1|5|true|false",
            "c|8|2021-01-01|2021|1|1|false|true",
            "d|2|2021-01-06|2021|1|6|true|false");
    assertThat(site.deadLetters()).isZero();
  }

  private static void put(String name, String... rows) {
    site.put("dms/covid19/" + name, String.join("\n", rows) + "\n");
    site.awaitEmptyQueue();
  }

  private static String row(String id, String type, int cases, String date, String at) {
    return "%s,%s,%d,0,%s,US,Ohio,,\"Ohio, US\",40.3888,-82.7649,%s,39"
        .formatted(id, type, cases, date, at);
  }

  private static List<String> table() {
    return site.warehouse()
        .rows(
            "SELECT _id, cases, date, year, month, day, is_death, is_confirmed"
                + " FROM public.covid19 ORDER BY _id");
  }
}
