package dev.redshiftpipe.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The overlays, rendered: right for Kubernetes, and with everything in them. */
class KustomizationTest {
  private static final int MEBIBYTE = 1 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void every_object_follows_its_schema_strictly(String name) {
    for (JsonNode object : Environment.of(name).objects()) {
      assertThat(Schemas.mistakes(object)).as(label(object)).isEmpty();
    }
  }

  @Test
  void the_schemas_refuse_what_is_unknown_missing_or_of_another_type() {
    Environment dev = Environment.of("dev");
    for (ObjectNode object : dev.objects()) {
      ObjectNode unknown = object.deepCopy();
      unknown.put("speck", 1);
      assertThat(Schemas.mistakes(unknown)).as(label(object)).isNotEmpty();
    }
    ObjectNode deployment = (ObjectNode) dev.object("Deployment", "redshift-pipe");
    assertThat(changed(deployment, "/spec/template/spec/containers/0", c -> c.remove("name")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("name");
    assertThat(
            changed(deployment, "/spec/template/spec/containers/0", c -> c.put("imagePull", "x")))
        .isNotEmpty();
    assertThat(changed(deployment, "/spec", spec -> spec.put("revisionHistoryLimit", "5")))
        .isNotEmpty();
    ObjectNode scaled = (ObjectNode) dev.object("ScaledObject", "redshift-pipe");
    assertThat(changed(scaled, "/spec/triggers/0/metadata", m -> m.put("queueLenght", "5")))
        .isNotEmpty();
    assertThat(changed(scaled, "/spec/triggers/1/metadata", m -> m.put("metricStatPeriod", 60)))
        .isNotEmpty();
    ObjectNode monitor = (ObjectNode) dev.object("ServiceMonitor", "redshift-pipe");
    assertThat(changed(monitor, "/spec", spec -> spec.remove("endpoints"))).isNotEmpty();
  }

  private static List<String> changed(ObjectNode object, String path, Consumer<ObjectNode> change) {
    ObjectNode copy = object.deepCopy();
    change.accept((ObjectNode) copy.at(path));
    return Schemas.mistakes(copy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void kubectl_renders_the_same(String name) throws Exception {
    assumeTrue(isThere("kubectl"), "there is no kubectl");
    Path rendered = Files.createTempFile("rendered", ".yaml");

    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", "kubernetes/overlays/" + name)
            .redirectOutput(rendered.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    assertThat(kubectl.waitFor()).isZero();
    assertThat(byLabel(Kustomization.documents(rendered)))
        .isEqualTo(byLabel(Environment.of(name).objects()));
    Files.delete(rendered);
  }

  @Test
  void config_maps_hold_every_file_of_routes_and_sql() throws IOException {
    Environment prod = Environment.of("prod");

    assertThat(prod.data("redshift-pipe-routes")).isEqualTo(texts("routes", ".camel.yaml"));
    assertThat(prod.data("redshift-pipe-kamelets")).isEqualTo(texts("routes/kamelets", ".yaml"));
    assertThat(prod.data("redshift-pipe-workflows")).isEqualTo(texts("routes/workflows", ".yaml"));
    assertThat(prod.data("redshift-pipe-sql")).isEqualTo(texts("sql", ".sql"));
    assertThat(prod.data("redshift-pipe-warehouse")).isEqualTo(texts("sql/warehouse", ".sql"));
    assertThat(folders("routes")).isSubsetOf("kamelets", "workflows");
    // what is in ops is for people; the example in sales lies in S3
    assertThat(folders("sql")).isSubsetOf("ops", "sales", "warehouse");
    for (JsonNode object : prod.objects()) {
      assertThat(object.toString().length()).as(label(object)).isLessThan(MEBIBYTE);
    }
  }

  @Test
  void every_config_map_that_is_named_is_there() {
    Environment prod = Environment.of("prod");
    Set<String> names = new TreeSet<>();
    for (JsonNode pod : prod.pods()) {
      Stream.concat(
              Environment.all(pod, "configMap").stream(),
              Environment.all(pod, "configMapRef").stream())
          .forEach(reference -> names.add(reference.path("name").asText()));
    }

    assertThat(prod.objects().stream().filter(o -> o.path("kind").asText().equals("ConfigMap")))
        .extracting(Environment::nameOf)
        .containsExactlyInAnyOrderElementsOf(names);
  }

  private static Map<String, JsonNode> byLabel(List<? extends JsonNode> objects) {
    return objects.stream()
        .collect(
            Collectors.toMap(
                KustomizationTest::label, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  private static Map<String, String> texts(String folder, String end) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Path path : list(folder)) {
      if (path.toString().endsWith(end)) {
        texts.put(String.valueOf(path.getFileName()), Files.readString(path));
      }
    }
    return texts;
  }

  private static List<String> folders(String folder) throws IOException {
    return list(folder).stream()
        .filter(Files::isDirectory)
        .map(path -> String.valueOf(path.getFileName()))
        .toList();
  }

  private static List<Path> list(String folder) throws IOException {
    if (!Files.isDirectory(Path.of(folder))) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(Path.of(folder))) {
      return new ArrayList<>(paths.toList());
    }
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String label(JsonNode object) {
    return object.path("kind").asText() + " " + Environment.nameOf(object);
  }
}
