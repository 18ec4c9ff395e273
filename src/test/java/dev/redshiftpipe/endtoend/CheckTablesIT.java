package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code check} finds out about tables, before a file is loaded. */
final class CheckTablesIT {
  @RegisterExtension static final Site site = Site.open();

  private final List<String> settings = new ArrayList<>();
  private String definition = "";
  private String rows = "";

  @Test
  void says_ok_to_what_loads_and_why_not_to_what_does_not() throws Exception {
    definition =
        "(sk BIGINT IDENTITY(1, 1), item VARCHAR(20) NOT NULL,"
            + " name VARCHAR(20) NOT NULL, at TIMESTAMP)";
    String[] upsert = {"mode = upsert", "keys = item", "order-by = at"};
    table("well", upsert);
    table("listed", with(upsert, "columns = at, item, name"));
    table("headed", with(upsert, "columns = header"));
    table(
        "selected",
        "stage-columns = a INT",
        "select = SELECT 'a', 'b', NULL::TIMESTAMP FROM stage");
    table("few", with(upsert, "columns = item, at"));
    table("many", with(upsert, "columns = sk, item, name"));
    table("unknown", "columns = item, name, nickname");
    table("keyless", "mode = upsert", "keys = nickname", "order-by = at");
    table("explicit", with(upsert, "options = EXPLICIT_IDS"));
    table("broken", with(upsert, "select = SELECT nickname FROM stage"));

    List<String> found = found();

    assertThat(found)
        .contains(
            "ok pipe.well.into: public.well is there with 4 columns, and may be loaded",
            "ok pipe.listed.into: public.listed is there with 4 columns, and may be loaded",
            "ok pipe.headed.into: public.headed is there with 4 columns, and may be loaded",
            "ok pipe.selected.into: public.selected is there with 4 columns, and may be loaded",
            "mistake pipe.few.columns: leaves out name: NOT NULL in public.few, and no default",
            "mistake pipe.many.columns: names sk, an IDENTITY column of public.many: leave it out",
            "mistake pipe.unknown.columns: names nickname, which public.unknown does not have",
            "mistake pipe.keyless.keys: names nickname, which public.keyless does not have")
        .anyMatch(one -> one.startsWith("mistake pipe.explicit.options: EXPLICIT_IDS: no INSERT"))
        .anyMatch(one -> one.startsWith("mistake pipe.broken.select: its SQL fails at [select]"));
  }

  @Test
  void names_an_order_that_leaves_open_which_change_is_the_later_one() throws Exception {
    definition =
        "(id INT NOT NULL, name VARCHAR(20), at TIMESTAMP, day DATE, lsn BIGINT, seq VARCHAR(35))";
    rows =
        "(1, 'a', '2026-11-21', '2026-11-21', 1, 'a'),"
            + " (2, 'b', '2026-11-21', '2026-11-21', 1, 'b')";
    String[] cdc = {"mode = cdc", "keys = id", "operation-column = op"};
    table("timed", with(cdc, "order-by = at"));
    table("dated", with(cdc, "order-by = day"));
    table("logged", with(cdc, "order-by = lsn"));
    table("sequenced", with(cdc, "order-by = seq"));
    table("both", with(cdc, "order-by = at, seq"));

    List<String> found = found();

    assertThat(found)
        .anyMatch(one -> one.startsWith("warning pipe.timed.order-by: is a time alone"))
        .anyMatch(one -> one.startsWith("warning pipe.dated.order-by: has days only"))
        .anyMatch(
            one ->
                one.startsWith(
                    "warning pipe.logged.order-by: 1 values of lsn are those of several rows"))
        .filteredOn(one -> one.startsWith("warning pipe"))
        .filteredOn(one -> one.contains(".order-by"))
        .hasSize(3)
        .allMatch(one -> one.contains("AR_H_CHANGE_SEQ"));
    assertThat(found)
        .contains(
            "ok pipe.sequenced.into: public.sequenced is there with 6 columns, and may be loaded",
            "ok pipe.both.into: public.both is there with 6 columns, and may be loaded")
        .noneMatch(one -> one.startsWith("ok pipe.timed.into"));
  }

  @Test
  void names_keys_that_were_deleted_and_written_at_one_time() throws Exception {
    site.warehouse().rows("CREATE TABLE public.tied (id INT NOT NULL, at TIMESTAMP, seq INT)");
    pipe(
        "tied",
        "public.tied",
        "mode = cdc",
        "keys = id",
        "order-by = at, seq",
        "operation-column = op");
    PipeProcess pipe = site.start(settings.toArray(String[]::new));
    site.put(
        "tied/a.csv",
        "D,1,2026-11-21 00:00:00,1\nI,1,2026-11-21 00:00:00,1\nI,2,2026-11-21 00:00:00,2\n");
    site.awaitEmptyQueue();
    pipe.kill();

    assertThat(found())
        .anyMatch(
            one ->
                one.startsWith(
                    "warning pipe.tied.order-by: 1 keys of public.tied were deleted and written at one time"));
    assertThat(site.warehouse().rows("SELECT id FROM public.tied ORDER BY id"))
        .containsExactly("1", "2");
  }

  @Test
  void looks_into_a_file_that_is_there() throws Exception {
    site.warehouse()
        .rows("CREATE TABLE public.looked (id INT NOT NULL, name VARCHAR(20), seq BIGINT)");
    String[] cdc = {"mode = cdc", "keys = id", "order-by = seq"};
    for (String name : List.of("forgotten", "given", "wide", "fits")) {
      site.put(name + "/empty.csv", "");
    }
    site.put("forgotten/a.csv", "I,1,\"Ada, Countess\",1\nD,1,,2\n");
    site.put("given/a.csv", "I,1,\"Ada\nByron\",1\n");
    site.put("wide/a.csv", "1,Ada,1,x,y\n");
    site.put("fits/a.csv", "1,\"Ada, Countess\",1");
    pipe("forgotten", "public.looked", cdc);
    pipe("given", "public.looked", with(cdc, "operation-column = op"));
    pipe("wide", "public.looked");
    pipe("fits", "public.looked");

    assertThat(found())
        .contains(
            "warning pipe.forgotten.operation-column: s3://landing/forgotten/a.csv has 4 fields in its first line, and COPY"
                + " fills 3 columns: is the first field an operation? Without this setting no row deletes",
            "warning pipe.wide.columns: s3://landing/wide/a.csv has 5 fields in its first line, and COPY fills 3 columns",
            "ok pipe.given.into: public.looked is there with 3 columns, and may be loaded",
            "ok pipe.fits.into: public.looked is there with 3 columns, and may be loaded");
  }

  /** A pipe into a table of its own. */
  private void table(String name, String... more) {
    site.warehouse().rows("CREATE TABLE public.%s %s".formatted(name, definition));
    if (!rows.isEmpty()) {
      site.warehouse().rows("INSERT INTO public.%s VALUES %s".formatted(name, rows));
    }
    pipe(name, "public." + name, more);
  }

  private void pipe(String name, String into, String... more) {
    settings.add("pipe.%s.from = s3://landing/%s/".formatted(name, name));
    settings.add("pipe.%s.into = %s".formatted(name, into));
    settings.add("pipe.%s.format = csv".formatted(name));
    for (String line : more) {
      settings.add("pipe." + name + "." + line);
    }
  }

  private List<String> found() throws Exception {
    Path folder = site.folder(settings.toArray(String[]::new));
    Ran check = Ran.here(site, folder, "check", "--output", "json");
    return Stream.of(new ObjectMapper().readValue(check.out(), JsonNode[].class))
        .map(
            one ->
                "%s %s: %s"
                    .formatted(
                        one.path("level").asText(),
                        one.path("subject").asText(),
                        one.path("text").asText()))
        .toList();
  }

  private static String[] with(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }
}
