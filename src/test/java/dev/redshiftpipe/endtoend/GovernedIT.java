package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.redshiftdata.Faults;
import dev.redshiftpipe.local.redshiftdata.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An account whose quotas others have nearly used up: two processes share what is left, and nothing
 * is held or refused for it.
 */
final class GovernedIT {
  private static final int TABLES = 16;
  private static final int FILES = 10 * TABLES;

  /** Long enough for several to run at once. */
  private static final Duration COPY = Duration.ofMillis(500);

  @RegisterExtension
  static final Site site =
      Site.open(
          StandInOptions.forTests()
              .withFaults(
                  new Faults() {
                    @Override
                    public Optional<String> failure(String id, ObjectNode request, int part) {
                      if (request.path("Sqls").path(part).asText().contains("COPY \"public\".")) {
                        LockSupport.parkNanos(COPY.toNanos());
                      }
                      return Optional.empty();
                    }
                  })
              .withDataApiLimits(
                  new Limits(
                      40,
                      102_400,
                      Limits.FOREVER,
                      Limits.FOREVER,
                      Limits.OFF,
                      2, // statements that have not ended
                      Limits.OFF,
                      Limits.OFF,
                      1 << 20,
                      Map.of("BatchExecuteStatement", 6))));

  @Test
  void throttling_and_too_many_statements_slow_down_and_hold_nothing() {
    IntStream.range(0, TABLES).forEach(i -> site.warehouse().table("public.t" + i));
    String[] settings = {
      "pipe.shared.from = s3://landing/{table}/",
      "pipe.shared.into = public.{table}",
      "pipe.shared.format = csv",
      "queue.visibility = 20s",
      "http.port = 0"
    };
    PipeProcess one = site.start(settings);
    PipeProcess other = site.start(settings);
    IntStream.range(0, FILES)
        .parallel()
        .forEach(i -> site.put("t%d/%d.csv".formatted(i % TABLES, i), i + ",file\n"));

    Site.await().atMost(Duration.ofMinutes(10)).until(() -> site.waiting() == 0);

    assertThat(
            site.warehouse()
                .rows(
                    "SELECT COUNT(*), COUNT(DISTINCT file_id) FROM redshift_pipe.load_history WHERE"
                        + " status = 'loaded'"))
        .containsExactly(FILES + "|" + FILES);
    assertThat(site.warehouse().rows("SELECT COUNT(*) FROM public.t3")).containsExactly("10");
    String log = one.log() + other.log();
    assertThat(log).contains("has no room, fewer go").doesNotContain("held:");
    assertThat(site.deadLetters()).isZero();
  }
}
