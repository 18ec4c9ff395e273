package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run whose process dies in each of its steps, and that two processes hold at once. */
final class KilledWorkflowIT {
  /** Long enough to be killed in. */
  private static final Faults SLOW =
      new Faults() {
        @Override
        public Optional<String> failure(String id, ObjectNode request, int part) {
          if (request.path("Sqls").path(part).asText().contains("public.kept")) {
            LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
          }
          return Optional.empty();
        }
      };

  @RegisterExtension static final Site site = Site.open(StandInOptions.forTests().withFaults(SLOW));

  private static final String WORKFLOW =
      """
      - route:
          id: fragile
          from:
            uri: direct:fragile
            steps:
              - to: "kamelet:redshift-script?step=one&sql=INSERT INTO public.kept VALUES ('one')"
              - multicast:
                  parallelProcessing: true
                  steps:
                    - to: "kamelet:redshift-script?step=left&sql=INSERT INTO public.kept VALUES ('left')"
                    - to: "kamelet:redshift-script?step=right&sql=INSERT INTO public.kept VALUES ('right')"
              - to: "kamelet:redshift-query?step=count&sql=SELECT COUNT(*) AS n FROM public.kept"
              - choice:
                  when:
                    - simple: "${body[0][n]} == 3"
                      steps:
                        - to: "kamelet:redshift-script?step=three&sql=INSERT INTO public.kept VALUES ('three')"
                  otherwise:
                    steps:
                      - to: "kamelet:redshift-script?step=other&sql=INSERT INTO public.kept VALUES ('other')"
              - to: "kamelet:s3-delete?step=sweep&from=s3://landing/sweep/"
      """;

  @Test
  void every_step_takes_effect_once() throws IOException {
    String queue = site.queue("workflows");
    site.warehouse().rows("CREATE TABLE public.kept (step VARCHAR(16))");
    site.put("sweep/a.csv", "1,Ada\n");
    Path folder = site.folder("queue.workflows = workflows", Site.SOON_BACK);
    Files.createDirectories(folder.resolve("routes/workflows"));
    Files.writeString(folder.resolve("routes/workflows/fragile.camel.yaml"), WORKFLOW);
    site.sendTo(queue, "{\"workflow\": \"fragile\", \"run-id\": \"1\"}");

    for (String step : List.of("right", "count", "three")) {
      PipeProcess pipe = site.startIn(folder);
      Site.await().until(() -> !site.statements("workflow/fragile/1/" + step + "/").isEmpty());
      pipe.kill();
    }
    site.startIn(folder);
    site.startIn(folder);
    site.sendTo(queue, "{\"workflow\": \"fragile\", \"run-id\": \"1\"}");
    site.sendTo(queue, "{\"workflow\": \"fragile\", \"run-id\": \"1\"}");
    Site.await().until(() -> site.messages(queue) == 0);

    assertThat(site.warehouse().rows("SELECT step FROM public.kept ORDER BY step"))
        .containsExactly("left", "one", "right", "three");
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT step, state, COUNT(*) FROM redshift_pipe.step_history"
                        + " GROUP BY step, state ORDER BY step, state"))
        .containsExactly(
            "count|done|1",
            "left|done|1",
            "one|done|1",
            "right|done|1",
            "run|finished|1",
            "run|started|1",
            "sweep|done|1",
            "three|done|1");
    assertThat(site.warehouse().rows("SELECT state, again FROM redshift_pipe.run_history"))
        .containsExactly("finished|0");
    assertThat(site.deadLetters()).isZero();
  }
}
