package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which keys a file may have. */
final class KeysIT {
  @RegisterExtension static final Site site = Site.open();

  private static final List<String> KEYS =
      List.of(
          "orders/plain.csv",
          "orders/a b+c.csv",
          "orders/ü/100%25.csv",
          "orders/100%.csv",
          "orders/it's \"quoted\".csv",
          "orders/back\\slash.csv",
          "orders/a,comma;semicolon.csv",
          "orders/tab\tand\u007fdelete.csv",
          "orders/{\"json\": [1]}.csv",
          "orders/'; DROP TABLE public.orders; --.csv",
          "orders/:pipe ${body} {{control}} $1 ?.csv",
          "orders/日本語/\uD83D\uDE80.csv",
          "orders/ends with a blank ",
          "orders//two//slashes.csv",
          "orders/" + "x".repeat(1000 - "orders/.csv".length()) + ".csv");

  @Test
  void every_key_loads_and_stands_unharmed_in_the_history() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < KEYS.size(); i++) {
      site.put(KEYS.get(i), i + ",row of file " + i + "\n");
      rows.add(i + "|row of file " + i);
    }

    site.start(site.csvPipes("orders"));
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.orders")).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(site.warehouse().history("public.orders"))
        .containsExactlyInAnyOrderElementsOf(
            KEYS.stream().map(key -> "s3://landing/" + key + "|loaded").toList());
    assertThat(site.deadLetters()).isZero();
  }
}
