package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.local.warehouse.copy.CopiedFields;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** A header has the fields that COPY reads from the same line. */
class HeaderFieldsTest {
  @Property(tries = 5_000)
  void of_csv(@ForAll("lines") String line, @ForAll("delimiters") String delimiter)
      throws Exception {
    for (char quote : new char[] {'"', '\''}) {
      HeaderFields fields = new HeaderFields(true, delimiter, quote, false, false);

      check(fields, line, CopiedFields.csv(line, delimiter, quote));
    }
  }

  @Property(tries = 5_000)
  void of_delimited_text(
      @ForAll("lines") String line,
      @ForAll("delimiters") String delimiter,
      @ForAll boolean removesQuotes,
      @ForAll boolean escapes)
      throws Exception {
    // it would escape the end of the line
    Assume.that(!escapes || !line.endsWith("\\"));
    HeaderFields fields = new HeaderFields(false, delimiter, '"', removesQuotes, escapes);

    check(fields, line, CopiedFields.delimited(line, delimiter, escapes, removesQuotes));
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of(
            "id", "Name", "é", "\"", "\"\"", "'", "''", " ", "\t", ",", "|", "|~|", "~", "\\", ";",
            "\"a b\"", "'c'", ", \"d\"")
        .list()
        .ofMaxSize(9)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> delimiters() {
    return Arbitraries.of(",", "|", "|~|", "\t", " ", ";", "\\");
  }

  private static void check(
      HeaderFields fields, String line, Optional<List<@Nullable String>> copied) {
    if (copied.isEmpty()) {
      assertThatThrownBy(() -> fields.split(line)).isInstanceOf(IllegalArgumentException.class);
    } else {
      assertThat(fields.split(line)).isEqualTo(copied.get());
    }
  }
}
