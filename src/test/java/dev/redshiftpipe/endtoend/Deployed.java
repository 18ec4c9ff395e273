package dev.redshiftpipe.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.kubernetes.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The Deployment of the development environment, as far as it can be had without a cluster: its
 * ConfigMaps as the kubelet mounts them, its variables, its probes. What names AWS is overridden by
 * variables, so that it finds the stand-in.
 */
final class Deployed {
  private final Environment environment = Environment.of("dev");
  private final JsonNode pod = environment.pod("Deployment");

  /** The folder in which the process works. */
  String workingFolder() {
    return container().path("workingDir").asText();
  }

  JsonNode container() {
    return pod.at("/spec/containers/0");
  }

  long graceSeconds() {
    return pod.at("/spec/terminationGracePeriodSeconds").asLong();
  }

  String metricsPath() {
    return environment
        .object("ServiceMonitor", "redshift-pipe")
        .at("/spec/endpoints/0/path")
        .asText();
  }

  /**
   * Writes the volumes below a folder.
   *
   * @return the working folder of the process
   */
  Path mountBelow(Path root) throws IOException {
    for (Map.Entry<String, Map<String, String>> mount : environment.folders(pod).entrySet()) {
      mount(root.resolve(mount.getKey().substring(1)), mount.getValue());
    }
    return root.resolve(workingFolder().substring(1));
  }

  /** As the kubelet does: files are links into a folder that is exchanged at once. */
  private static void mount(Path folder, Map<String, String> files) throws IOException {
    Path versions = Files.createDirectories(folder).resolve("..2026_11_21_00_00_00.1");
    Files.createDirectories(versions);
    Files.createSymbolicLink(folder.resolve("..data"), versions.getFileName());
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(versions.resolve(file.getKey()), file.getValue());
      Files.createSymbolicLink(folder.resolve(file.getKey()), Path.of("..data", file.getKey()));
    }
  }

  /** The variables of the container, and those that lead it to a site. */
  Map<String, String> variables(Site site) {
    Map<String, String> variables = new HashMap<>(environment.variables(pod));
    variables.putAll(site.environment());
    variables.put("CONTROL", "s3://control/pipes/");
    variables.put("QUEUE_NOTIFICATIONS", "notifications");
    variables.put("QUEUE_DEAD_LETTERS", "dead-letters");
    variables.put("QUEUE_PARKED", site.queue("parked"));
    variables.put("QUEUE_VISIBILITY", "3s");
    variables.put("BATCH_LINGER", "200ms");
    variables.put("WAREHOUSE_DEFAULT_WORKGROUP", Warehouse.WORKGROUP);
    variables.put("PIPE_ORDERS_FROM", "s3://landing/orders/");
    return variables;
  }
}
