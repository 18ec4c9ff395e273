package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;

/** Loads that a manifest or a marker starts: one unit of history, error and dead letter. */
final class ManifestIT {
  @RegisterExtension static final Site site = Site.open();

  @BeforeAll
  static void start() {
    for (String table :
        new String[] {"listed", "gone", "foreign", "mixed", "some", "hours", "whole"}) {
      site.warehouse().table("public." + table);
    }
    site.start(
        "pipe.listed.from = s3://landing/listed/",
        "pipe.listed.into = public.listed",
        "pipe.listed.format = csv",
        "pipe.listed.trigger = manifest",
        "pipe.gone.from = s3://landing/gone/",
        "pipe.gone.into = public.gone",
        "pipe.gone.format = csv",
        "pipe.gone.trigger = manifest",
        "pipe.foreign.from = s3://landing/foreign/",
        "pipe.foreign.into = public.foreign",
        "pipe.foreign.format = csv",
        "pipe.foreign.trigger = manifest",
        "pipe.mixed.from = s3://landing/mixed/",
        "pipe.mixed.into = public.mixed",
        "pipe.mixed.format = csv",
        "pipe.mixed.trigger = manifest",
        "pipe.some.from = s3://landing/some/",
        "pipe.some.into = public.some",
        "pipe.some.format = csv",
        "pipe.some.columns = name, id",
        "pipe.some.trigger = manifest",
        "pipe.hours.from = s3://landing/hours/",
        "pipe.hours.into = public.hours",
        "pipe.hours.format = csv",
        "pipe.hours.trigger = marker",
        "pipe.whole.from = s3://landing/whole/",
        "pipe.whole.into = public.whole",
        "pipe.whole.format = csv",
        "pipe.whole.trigger = marker",
        "pipe.whole.mode = replace");
  }

  @Test
  void the_files_of_a_manifest_are_loaded_once_and_their_own_events_are_unwanted() {
    site.put("listed/data/a.csv", "1,Ada\n");
    site.put("listed/data/b.csv", "2,Grace\n");
    site.put("listed/data/not-listed.csv", "3,Jean\n");
    site.put(
        "listed/one.manifest",
        manifest("listed/data/a.csv", "listed/data/b.csv", "listed/data/a.csv")
            .replace(
                "]}",
                ",{\"url\":\"s3://landing/listed/data/optional.csv\",\"mandatory\":false}]}"));

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.listed"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace");
    assertThat(site.warehouse().history("public.listed"))
        .containsExactly("s3://landing/listed/one.manifest|loaded");
  }

  @Test
  void a_manifest_whose_file_is_gone_is_refused_as_a_whole() {
    site.put("gone/a.csv", "1,Ada\n");
    site.put("gone/one.manifest", manifest("gone/a.csv", "gone/b.csv"));

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.gone")).isEmpty();
    assertThat(site.warehouse().history("public.gone"))
        .containsExactly("s3://landing/gone/one.manifest|refused");
    assertThat(site.letters("gone")).hasSize(1);
  }

  @Test
  void a_manifest_that_lists_another_bucket_is_refused() {
    site.put(
        "foreign/one.manifest",
        "{\"entries\":[{\"url\":\"s3://other/secret.csv\",\"mandatory\":true}]}");

    site.awaitEmptyQueue();

    assertThat(reason("public.foreign"))
        .singleElement()
        .asString()
        .contains("foreign/one.manifest lists s3://other/secret.csv, which is no object of bucket");
  }

  @Test
  void a_manifest_of_several_compressions_is_refused() {
    site.put("mixed/a.csv", "1,Ada\n");
    site.put("mixed/b.csv.gz", RequestBody.fromBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0}));
    site.put("mixed/one.manifest", manifest("mixed/a.csv", "mixed/b.csv.gz"));
    site.put("mixed/two.manifest", "not json");

    site.awaitEmptyQueue();

    assertThat(reason("public.mixed"))
        .hasSize(2)
        .anyMatch(reason -> reason.contains("several compressions: [NONE, GZIP]"))
        .anyMatch(reason -> reason.contains("two.manifest is no manifest"));
  }

  @Test
  void the_files_of_a_manifest_fill_the_columns_of_the_pipe() {
    site.put("some/a.csv", "Ada,1\n");
    site.put("some/one.manifest", manifest("some/a.csv"));

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.some")).containsExactly("1|Ada");
  }

  @Test
  void a_marker_loads_the_files_of_its_folder_as_one() {
    site.put("hours/web/2026/11/21/12/part-0.csv", "1,Ada\n");
    site.put("hours/web/2026/11/21/12/part-1 + x.csv", "2,Grace\n");
    site.put("hours/web/2026/11/21/12/_started", "");
    site.put("hours/web/2026/11/21/12/.part-0.crc", "x");
    site.put("hours/web/2026/11/21/13/part-0.csv", "3,Jean\n");
    site.put("hours/web/2026/11/21/12/_SUCCESS", "");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.hours"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace");
    assertThat(site.warehouse().history("public.hours"))
        .containsExactly("s3://landing/hours/web/2026/11/21/12/_SUCCESS|loaded");
  }

  @Test
  void a_marker_of_an_empty_folder_replaces_all_rows_with_none() {
    site.warehouse().rows("INSERT INTO public.whole VALUES (1, 'old')");
    site.put("whole/today/_SUCCESS", "");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.whole")).isEmpty();
    assertThat(site.warehouse().history("public.whole"))
        .containsExactly("s3://landing/whole/today/_SUCCESS|loaded");
  }

  private static List<String> reason(String target) {
    return site.warehouse()
        .rows(
            "SELECT reason FROM redshift_pipe.load_history WHERE status = 'refused' AND target = '%s'"
                .formatted(target));
  }

  private static String manifest(String... keys) {
    return Arrays.stream(keys)
        .map(key -> "{\"url\":\"s3://landing/%s\",\"mandatory\":true}".formatted(key))
        .collect(Collectors.joining(",", "{\"entries\":[", "]}"));
  }
}
