package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.batch.BatchFile.Entry;
import dev.redshiftpipe.copy.Listing.Listed;
import dev.redshiftpipe.copy.Listing.Part;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Treatment.HiddenFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
  @Test
  void of_a_manifest_has_each_file_once_in_its_order() {
    List<Listed> listed =
        ofManifest(
            """
            {"entries": [
              {"url": "s3://bkt/z + ü.csv", "mandatory": true, "meta": {"content_length": 7}},
              {"url": "s3://bkt/a.csv"},
              {"url": "s3://bkt/z + ü.csv", "mandatory": false}
            ], "more": 1}
            """);

    assertThat(listed)
        .containsExactly(
            new Listed(new Entry("s3://bkt/z + ü.csv", 7), true),
            new Listed(new Entry("s3://bkt/a.csv", -1), false));
  }

  @Test
  void of_a_manifest_may_be_empty() {
    assertThat(ofManifest("{\"entries\": []}")).isEmpty();
    assertThat(new Listing(List.of()).compression()).isEqualTo(Compression.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "not json | is no manifest",
        "[] | it has no array \"entries\"",
        "{\"entries\": {\"url\": \"s3://bkt/a\"}} | it has no array \"entries\"",
        "{\"entries\": [{\"url\": \"s3://other/a\"}]} | lists s3://other/a, which is no object of bucket bkt",
        "{\"entries\": [{\"url\": \"s3://bkt/\"}]} | lists s3://bkt/, which is no object of bucket bkt",
        "{\"entries\": [{\"mandatory\": true}]} | is no s3://bucket/prefix"
      })
  void of_what_is_no_manifest_is_refused(String text, String reason) {
    assertThatThrownBy(() -> ofManifest(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"entries\": [%s]}",
        "{\"more\": [%s], \"entries\": []}",
        "{\"entries\": [{\"url\": \"s3://bkt/a\", \"more\": [%s]}]}",
        "{\"entries\": [{\"url\": \"s3://bkt/a\", \"meta\": {\"more\": [%s]}}]}"
      })
  void of_many_nothings_takes_no_memory(String manifest) {
    byte[] bytes =
        manifest.formatted("{},".repeat(2_000_000) + "{}").getBytes(StandardCharsets.UTF_8);
    long before = Allocated.bytes();

    try {
      assertThat(Listing.ofManifest(bytes, "bkt")).hasSizeLessThan(2);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("is no s3://bucket/prefix");
    }

    assertThat(Allocated.bytes() - before).isLessThan(1 << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "out/part-0.csv, true",
    "out/day=1/part-0.csv, true",
    "out/_SUCCESS, false",
    "out/_started, false",
    "out/.part-0.crc, false",
    "out/day=1/, false",
    "out/day=1_$folder$, false",
    "out/_temporary/0/part-0.csv, false",
    "out/_delta_log/00000000000000000000.json, false",
    "out/_spark_metadata/0, false",
    "out/orders_temporary/part-0.csv, true",
    "out/_day=1/part-0.csv, true"
  })
  void of_a_folder_has_what_hadoop_takes_for_data(String key, boolean isPart) {
    assertThat(Listing.isPartOfFolder(key, "out/_SUCCESS", HiddenFiles.SKIP)).isEqualTo(isPart);
  }

  @Test
  void of_a_folder_has_hidden_files_where_the_pipe_says_so() {
    assertThat(Listing.isPartOfFolder("out/_part", "out/_SUCCESS", HiddenFiles.LOAD)).isTrue();
    assertThat(Listing.isPartOfFolder("out/_SUCCESS", "out/_SUCCESS", HiddenFiles.LOAD)).isFalse();
    assertThat(Listing.isPartOfFolder("_out/a/part", "_out/a/_SUCCESS", HiddenFiles.SKIP)).isTrue();
  }

  @Test
  void has_one_compression_or_is_refused() {
    assertThat(listing("a.gz", "b.gz").compression()).isEqualTo(Compression.GZIP);
    assertThatThrownBy(() -> listing("a.gz", "b.zst", "c").compression())
        .hasMessageContaining("several compressions: [NONE, GZIP, ZSTD]");
  }

  private static Listing listing(String... keys) {
    return new Listing(
        Stream.of(keys)
            .map(key -> new Part(new Entry("s3://bkt/" + key, 1), Compression.of(key)))
            .toList());
  }

  private static List<Listed> ofManifest(String text) {
    return Listing.ofManifest(text.getBytes(StandardCharsets.UTF_8), "bkt");
  }
}
