package dev.redshiftpipe.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.Page;
import dev.redshiftpipe.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An environment as its overlay makes it. */
public record Environment(List<ObjectNode> objects) {
  private static final String SQL = "sql/";

  /**
   * @param name of the overlay: dev or prod
   */
  public static Environment of(String name) {
    return new Environment(Kustomization.render(Path.of("kubernetes/overlays", name)));
  }

  /**
   * The only object of a kind whose name is, or begins with, this one and a hash.
   *
   * @throws IllegalArgumentException when there is none, or more than one
   */
  public JsonNode object(String kind, String name) {
    List<ObjectNode> found =
        objects.stream()
            .filter(object -> object.path("kind").asText().equals(kind))
            .filter(object -> nameOf(object).matches(name + "(-[a-z0-9]{10})?"))
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "there are %d of %s %s".formatted(found.size(), kind, name));
    }
    return found.get(0);
  }

  static String nameOf(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  /** What a ConfigMap holds. */
  public Map<String, String> data(String configMap) {
    Map<String, String> data = new TreeMap<>();
    object("ConfigMap", configMap)
        .path("data")
        .properties()
        .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
    return data;
  }

  /** The pods of the Deployment, of the Job and of the CronJob. */
  List<JsonNode> pods() {
    return List.of(pod("Deployment"), pod("Job"), pod("CronJob"));
  }

  /** The template of the only object of a kind. */
  public JsonNode pod(String kind) {
    JsonNode spec =
        objects.stream()
            .filter(object -> object.path("kind").asText().equals(kind))
            .findFirst()
            .orElseThrow()
            .path("spec");
    return (kind.equals("CronJob") ? spec.path("jobTemplate").path("spec") : spec).path("template");
  }

  /** What stands in the environment of a pod's process. */
  public Map<String, String> variables(JsonNode pod) {
    Map<String, String> variables = new TreeMap<>(data("redshift-pipe-environment"));
    for (JsonNode variable : pod.at("/spec/containers/0/env")) {
      variables.put(variable.path("name").asText(), variable.path("value").asText());
    }
    return variables;
  }

  /** What the pipes would read of their settings and variables. */
  Settings settings() {
    return Settings.read(
        Page.properties(data("redshift-pipe-settings").get("application.properties")),
        variables(pod("Deployment")),
        file -> data("redshift-pipe-sql").get(file.substring(SQL.length())));
  }

  /**
   * The folders of a pod's ConfigMaps.
   *
   * @return the files of each, by the path at which it is mounted, outer paths first
   */
  public Map<String, Map<String, String>> folders(JsonNode pod) {
    Map<String, Map<String, String>> folders = new TreeMap<>();
    for (JsonNode mount : pod.at("/spec/containers/0/volumeMounts")) {
      for (JsonNode volume : pod.at("/spec/volumes")) {
        if (volume.path("name").equals(mount.path("name")) && volume.has("configMap")) {
          String name = volume.at("/configMap/name").asText();
          folders.put(mount.path("mountPath").asText(), data(name));
        }
      }
    }
    return folders;
  }

  /** All places of an object at which a field stands, however deep. */
  static List<JsonNode> all(JsonNode object, String field) {
    return new ArrayList<>(object.findValues(field));
  }
}
