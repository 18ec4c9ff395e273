package dev.redshiftpipe.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"orders/2026/part-0001.csv", "a b+c.csv", "ü/100%25.csv", "it's \"quoted\".csv"})
  void an_ordinary_key_is_its_own_path(String key) {
    assertThat(KeyNames.toPath(key)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a//b", "/", "//", "a/", "../../etc", "./.", "~z", "~lx/~z", ".mpus-1"})
  void an_odd_key_has_a_path_of_its_own_and_comes_back(String key) {
    String path = KeyNames.toPath(key);

    assertThat(path.split("/", -1)).doesNotContain("", ".", "..");
    assertThat(path).doesNotStartWith(".");
    assertThat(KeyNames.toKey(path)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ü", "語", "😀"})
  void a_long_segment_is_cut_at_characters_and_comes_back(String character) {
    String key = "a/" + character.repeat(1000 / character.getBytes(StandardCharsets.UTF_8).length);

    String path = KeyNames.toPath(key);

    assertThat(Arrays.stream(path.split("/", -1)))
        .allSatisfy(
            piece ->
                assertThat(piece.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(142));
    assertThat(KeyNames.toKey(path)).isEqualTo(key);
  }
}
