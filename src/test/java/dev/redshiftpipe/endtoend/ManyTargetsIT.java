package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One pipe whose files name their tables, a hundred and more, all loading at once. */
@Isolated("takes all of the machine")
final class ManyTargetsIT {
  @RegisterExtension static final Site site = Site.open();

  @AfterEach
  void stop() {
    site.killAll();
  }

  @ParameterizedTest
  @CsvSource({"snapshot, 150", "serializable, 20"})
  void two_processes_load_many_tables_through_one_pipe(String isolation, int tables) {
    site.warehouse().rows("CREATE DATABASE many_" + isolation + " ISOLATION LEVEL " + isolation);
    Warehouse warehouse = site.warehouse("many_" + isolation);
    warehouse.rows("CREATE SCHEMA \"raw\"");
    IntStream.range(0, tables)
        .forEach(
            i -> warehouse.rows("CREATE TABLE \"raw\".t%03d (id INT, name VARCHAR)".formatted(i)));
    IntStream.range(0, 3 * tables)
        .parallel()
        .forEach(
            i ->
                site.put(
                    "%s/t%03d/%d.csv".formatted(isolation, i % tables, i / tables), i + ",file\n"));
    String[] settings = {
      "warehouse.default.database = many_" + isolation,
      "pipe.raw.from = s3://landing/" + isolation + "/{table}/",
      "pipe.raw.into = raw.{table}",
      "pipe.raw.format = csv",
      "queue.visibility = 20s"
    };

    PipeProcess one = site.start(settings);
    PipeProcess other = site.start(settings);
    site.put(isolation + "/no-name/a.csv", "1,x\n");
    Site.await().atMost(Duration.ofMinutes(10)).until(() -> site.waiting() == 0);

    List<String> counts =
        warehouse.rows(
            "SELECT COUNT(*), COUNT(DISTINCT target), COUNT(DISTINCT file_id) FROM"
                + " redshift_pipe.load_history WHERE status = 'loaded'");
    assertThat(counts).containsExactly(3 * tables + "|" + tables + "|" + 3 * tables);
    for (int table : new int[] {0, tables / 2, tables - 1}) {
      assertThat(warehouse.rows("SELECT id FROM \"raw\".t%03d".formatted(table)))
          .containsExactlyInAnyOrder("" + table, "" + (table + tables), "" + (table + 2 * tables));
    }
    assertThat(site.takeDeadLetter()).contains("no-name", "is no name of a schema or table");
    assertThat(site.deadLetters()).isZero();
    assertThat(one.log() + other.log()).doesNotContain("held:");
  }
}
