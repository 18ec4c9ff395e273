package dev.redshiftpipe.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.redshiftpipe.edge.RouteBeans;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The route files against Camel's schema and the rules of this house. */
class RouteFilesTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static @Nullable JsonSchema schema;

  private static final Set<String> EIPS =
      Set.of(
          "bean",
          "to",
          "split",
          "filter",
          "enrich",
          "choice",
          "setBody",
          "setHeader",
          "setVariable",
          "removeHeaders",
          "process",
          "loop",
          "delay",
          "multicast",
          "throwException",
          "doTry",
          "toD",
          "log");

  @ParameterizedTest
  @MethodSource("allFiles")
  void follows_the_schema_of_camel(Path file) throws IOException {
    assertThat(schema().validate(YAML.readTree(file.toFile()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("allFiles")
  void begins_by_saying_what_it_is(Path file) throws IOException {
    assertThat(Files.readAllLines(file).get(0)).startsWith("# ");
  }

  @ParameterizedTest
  @MethodSource("allFiles")
  void gives_every_route_an_id_a_description_and_an_error_policy(Path file) throws IOException {
    for (JsonNode entry : YAML.readTree(file.toFile())) {
      JsonNode route = entry.path("route");
      if (!route.isMissingNode() && !route.path("id").asText().equals("hand-back")) {
        assertThat(route.path("description").asText()).as(route.path("id").asText()).isNotBlank();
        assertThat(route.has("routeConfigurationId") || route.has("errorHandler"))
            .as("error policy of " + route.path("id"))
            .isTrue();
      }
    }
  }

  @Test
  void every_step_has_an_id_of_its_own() throws IOException {
    Set<String> ids = new HashSet<>();
    List<String> twice = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (Path file : allFiles().toList()) {
      for (JsonNode entry : YAML.readTree(file.toFile())) {
        String id = entry.path("route").path("id").asText();
        if (!id.isEmpty() && !ids.add(id)) {
          twice.add(id);
        }
        steps(
            entry.path("route").path("from").path("steps"),
            (kind, step) -> {
              if (!step.has("id")) {
                without.add(file.getFileName() + ": " + kind);
              } else if (!ids.add(step.get("id").asText())) {
                twice.add(step.get("id").asText());
              }
            });
      }
    }
    assertThat(without).isEmpty();
    assertThat(twice).isEmpty();
    assertThat(ids).hasSizeGreaterThan(30);
  }

  @Test
  void the_jar_names_every_route_file() throws IOException {
    assertThat(files().map(file -> file.getFileName().toString().replace(".camel.yaml", "")))
        .containsExactlyInAnyOrderElementsOf(RouteBeans.builtInRoutes());
  }

  private interface Visitor {
    void visit(String kind, JsonNode step);
  }

  private static void steps(JsonNode steps, Visitor visitor) {
    for (JsonNode step : steps) {
      step.properties()
          .forEach(
              field -> {
                if (EIPS.contains(field.getKey())) {
                  visitor.visit(field.getKey(), field.getValue());
                }
                steps(field.getValue().path("steps"), visitor);
                steps(field.getValue().path("otherwise").path("steps"), visitor);
                field
                    .getValue()
                    .path("when")
                    .forEach(branch -> steps(branch.path("steps"), visitor));
              });
    }
  }

  private static JsonSchema schema() throws IOException {
    if (schema == null) {
      try (InputStream stream =
          RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(stream);
      }
    }
    return schema;
  }

  /** Those of the pipe, and the workflows that are shipped as examples. */
  private static Stream<Path> allFiles() throws IOException {
    return Stream.concat(files(), files(Path.of("routes/workflows")));
  }

  private static Stream<Path> files() throws IOException {
    return files(Path.of("routes"));
  }

  private static Stream<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".camel.yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }
}
