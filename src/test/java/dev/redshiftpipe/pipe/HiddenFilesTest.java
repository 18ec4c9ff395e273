package dev.redshiftpipe.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which objects a pipe takes for data, by their keys. */
class HiddenFilesTest {
  private static final String UUID = "0a1b2c3d-0000-1111-2222-0123456789ab";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "part-0.csv",
        "day=2026-11-21/part-0.csv",
        "_day=2026-11-21/part-0.csv",
        "orders_temporary/a.csv",
        "my_delta_log/a.csv",
        "a.b/c.d/e_f.csv",
        "no.1/#/a.csv",
        "a~b.csv",
        "x_$folder$/a.csv",
        "metadata/orders.json",
        "metadata/snap-orders.avro",
        "manifest.json",
        "manifests/a.csv",
        "orders.metadata",
        "hive/symlink.txt",
      })
  void what_only_looks_alike_is_data(String name) {
    assertThat(takes("lake/orders/" + name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_SUCCESS",
        "_committed_771",
        "_temporary/0/part-0.csv",
        "day=1/_temporary/0/part-0.csv",
        "__magic_job-1/part-0.csv",
        "_delta_log/00000000000000000000.json",
        "_delta_log/00000000000000000010.checkpoint.parquet",
        "_change_data/cdc-0.parquet",
        "_spark_metadata/0",
        "_checkpoints/offsets/0",
        ".part-0.csv.crc",
        "part-0.csv.crc",
        ".hoodie/20261121.commit",
        "day=1/.hoodie_partition_metadata",
        ".hive-staging_hive_1/-ext-10000/000000_0",
        "day=1_$folder$",
        "a.csv._COPYING_",
        "#a.csv#",
        "a.csv~",
        "metadata/v1.metadata.json",
        "metadata/00000-" + UUID + ".metadata.json",
        "metadata/00001-" + UUID + ".gz.metadata.json",
        "metadata/version-hint.text",
        "metadata/snap-4823948239482-1-" + UUID + ".avro",
        "metadata/" + UUID + "-m0.avro",
        "metadata/20261121_120000_00001_abcde-" + UUID + ".stats",
        "deletion_vector_" + UUID + ".bin",
        "2026-11-21T00-00Z/manifest.json",
        "2026-11-21T00-00Z/manifest.checksum",
        "hive/dt=2026-11-21-00-00/symlink.txt",
        UUID + ".csv.metadata",
        UUID + ".metadata",
        "manifest",
      })
  void what_writers_leave_next_to_the_files_is_not_data(String name) {
    assertThat(takes("lake/orders/" + name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // what the source spells out is never hidden, nor is a name that it spells out in part
    "s3://landing/_raw/,                   _raw/a.csv,                         true",
    "s3://landing/_raw/,                   _raw/_b/a.csv,                      false",
    "s3://landing/orders,                  orders_temporary/a.csv,             true",
    "s3://landing/orders,                  orders_$folder$,                    false",
    "s3://landing/_delta,                  _delta_log/0.json,                  true",
    "s3://landing/orders/metadata/,        orders/metadata/v1.metadata.json,   true",
    "s3://landing/,                        _delta_log/0.json,                  false",
    "s3://landing/,                        x/./a.csv,                          true",
    "s3://landing/,                        x/2024/../b.csv,                    true",
    "s3://landing/*/_raw/,                 x/_raw/a.csv,                       true",
    "s3://landing/*/_raw/,                 _x/_raw/a.csv,                      false",
    "s3://landing/*/_raw/,                 _x=1/_raw/a.csv,                    true",
    "s3://landing/*,                       _temporary/0/a.csv,                 false",
  })
  void a_source_is_taken_at_its_word(String from, String key, boolean takes) {
    assertThat(takes(Map.of("from", from), key)).isEqualTo(takes);
  }

  @ParameterizedTest
  @CsvSource({
    "_SUCCESS,         lake/day=1/_SUCCESS,                    true",
    "_SUCCESS,         lake/_temporary/_SUCCESS,               false",
    "_data.csv,        lake/_data.csv,                         true",
    "_data.csv,        lake/x_data.csv,                        true",
    "data.csv,         lake/_data.csv,                         false",
    ".crc,             lake/part-0.crc,                        true",
    "_$folder$,        lake/day=1_$folder$,                    true",
    ".metadata.json,   lake/metadata/v1.metadata.json,         true",
    ".json,            lake/metadata/v1.metadata.json,         false",
    "manifest,         lake/manifest,                          true",
    "_raw/a.csv,       lake/_raw/a.csv,                        true",
  })
  void a_suffix_is_taken_at_its_word(String suffix, String key, boolean takes) {
    assertThat(takes(Map.of("suffix", suffix), key)).isEqualTo(takes);
  }

  @ParameterizedTest
  @CsvSource({
    "marker,   DONE,   lake/_DONE,               true",
    "marker,   .done,  lake/_day1.done,          true",
    "marker,   .done,  lake/_temporary/x.done,   false",
    "manifest, ,       lake/_a.manifest,         true",
    "manifest, fest,   lake/manifest,            true",
  })
  void a_marker_or_manifest_may_have_any_name(
      String trigger, String suffix, String key, boolean takes) {
    Map<String, String> settings = new TreeMap<>(Map.of("trigger", trigger));
    if (suffix != null) {
      settings.put("suffix", suffix);
    }
    assertThat(takes(settings, key)).isEqualTo(takes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lake/_SUCCESS", "lake/_delta_log/0.json", "lake/a.csv.crc"})
  void a_pipe_that_says_so_takes_them(String key) {
    assertThat(takes(Map.of("hidden-files", "load"), key)).isTrue();
    assertThat(takes(Map.of("hidden-files", "load"), "lake/day=1/")).isFalse();
  }

  private static boolean takes(String key) {
    return takes(Map.of(), key);
  }

  private static boolean takes(Map<String, String> settings, String key) {
    Map<String, String> pipe =
        new TreeMap<>(
            Map.of(
                "pipe.orders.from", "s3://landing/lake/",
                "pipe.orders.into", "public.orders",
                "pipe.orders.format", "csv"));
    settings.forEach((name, value) -> pipe.put("pipe.orders." + name, value));
    Pipes pipes = Samples.settingsOf(pipe).pipes();
    boolean takes = !pipes.wanting(Samples.object(key)).isEmpty();
    assertThat(pipes.hidingFrom(Samples.object(key)).isEmpty())
        .isEqualTo(takes || key.endsWith("/"));
    return takes;
  }
}
