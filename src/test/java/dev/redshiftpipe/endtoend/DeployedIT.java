package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar with what the manifests of Kubernetes give it. */
final class DeployedIT {
  @RegisterExtension static final Site site = Site.open();

  @Test
  void it_loads_with_its_config_maps_answers_its_probes_and_stops_within_its_grace_period(
      @TempDir Path root) throws IOException {
    Deployed deployed = new Deployed();
    Path folder = deployed.mountBelow(root);
    // that it is the ConfigMap's route that runs, and not the built-in one
    Path settle = folder.resolve("routes/..data/5-settle.camel.yaml");
    Files.writeString(
        settle, Files.readString(settle).replace("${body.line}", "\"as mounted: ${body.line}\""));
    site.warehouse().table("public.orders");

    PipeProcess pipe =
        site.adopt(
            PipeProcess.start(
                folder,
                List.of("-jar", PipeProcess.packagedJar().toString()),
                deployed.variables(site)));

    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      String path = deployed.container().path(probe).at("/httpGet/path").asText();
      Site.await()
          .ignoreExceptions() // it does not listen yet
          .untilAsserted(() -> assertThat(pipe.get(path)).as(path).contains("\"UP\""));
    }
    site.put("orders/a.csv", "id,name\n1,Ada\n");
    site.awaitEmptyQueue();
    assertThat(site.warehouse().rowsOf("public.orders")).containsExactly("1|Ada");
    assertThat(pipe.log()).contains("as mounted: orders");
    assertThat(pipe.get(deployed.metricsPath())).contains("redshift_pipe_loaded_total");

    pipe.terminate();
    assertThat(pipe.ended(Duration.ofSeconds(deployed.graceSeconds()))).isEqualTo(143);
  }
}
