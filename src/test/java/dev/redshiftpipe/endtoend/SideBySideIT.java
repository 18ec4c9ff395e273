package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processes on one queue that do not know each other. */
final class SideBySideIT {
  @RegisterExtension static final Site site = Site.open();

  @AfterEach
  void stop() {
    site.killAll();
  }

  @Test
  void two_processes_load_every_row_once_on_snapshot_isolation() {
    every_row_once("snapshot");
  }

  @Test
  void two_processes_load_every_row_once_on_serializable_isolation() {
    every_row_once("serializable");
  }

  private static void every_row_once(String isolation) {
    site.warehouse().rows("CREATE DATABASE " + isolation + "_db ISOLATION LEVEL " + isolation);
    Warehouse warehouse = site.warehouse(isolation + "_db");
    warehouse.table("public.orders");
    ManyFiles files = new ManyFiles(isolation, 160, 10);
    files.put(site);
    for (int file = 0; file < 20; file++) { // twice in the queue: perhaps one for each process
      site.send("{\"bucket\": \"landing\", \"key\": \"%s/%04d.csv\"}".formatted(isolation, file));
    }
    String[] settings = {
      "warehouse.default.database = " + isolation + "_db",
      "batch.files = 8",
      "pipe.orders.from = s3://landing/" + isolation + "/",
      "pipe.orders.into = public.orders",
      "pipe.orders.format = csv",
      // what is in the lane of one process, the other cannot have
      "in-flight.max = 120"
    };

    PipeProcess one = site.start(settings);
    PipeProcess other = site.start(settings);
    site.awaitEmptyQueue();

    assertThat(warehouse.rowsOf("public.orders"))
        .containsExactlyInAnyOrderElementsOf(files.expectedRows());
    assertThat(warehouse.history("public.orders"))
        .containsExactlyInAnyOrderElementsOf(files.expectedHistory());
    assertThat(site.deadLetters()).isZero();
    assertThat(one.log()).containsPattern(": [1-9]\\d* loaded");
    assertThat(other.log()).containsPattern(": [1-9]\\d* loaded");
  }
}
