package dev.redshiftpipe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrintableTest {
  @ParameterizedTest
  @CsvSource({
    "Köln \uD83D\uDE00, Köln \uD83D\uDE00",
    "'a\tb\r\nc', 'a b  c'",
    "'PK\u0003\u0004', 'PK\uFFFD\uFFFD'",
    "'half \uD83D of a pair', 'half \uFFFD of a pair'"
  })
  void text_is_shown_in_one_line(String text, String shown) {
    assertThat(Printable.of(text)).isEqualTo(shown);
  }

  @Property
  void any_text_fits_the_history(@ForAll String text) {
    String shown = Printable.of(text.repeat(1 + 1_000 / Math.max(1, text.length())));

    assertThat(shown.length()).isLessThanOrEqualTo(1_000);
    assertThat(shown.getBytes(StandardCharsets.UTF_8).length).isLessThan(4_096);
    assertThat(shown.codePoints())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }
}
