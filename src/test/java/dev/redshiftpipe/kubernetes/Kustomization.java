package dev.redshiftpipe.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code kubectl apply -k} would apply of a folder, on a machine without kubectl.
 *
 * <p>Does what the files of this project ask for: resources, a namespace, images, ConfigMaps made
 * of files and literals, JSON patches. Anything else is refused. Where there is a kubectl, {@code
 * KubernetesTest} compares the two.
 */
final class Kustomization {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Set<String> KNOWN =
      Set.of(
          "apiVersion",
          "kind",
          "namespace",
          "resources",
          "images",
          "configMapGenerator",
          "patches");

  private final Path folder;
  private final JsonNode file;

  private Kustomization(Path folder) {
    this.folder = folder;
    Path path = folder.resolve("kustomization.yaml");
    this.file = documents(path).get(0);
    file.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KNOWN.contains(key)) {
                throw new IllegalArgumentException(path + ": " + key + " is not rendered here");
              }
            });
  }

  /**
   * The objects of a folder, in the order in which they are named.
   *
   * @throws IllegalArgumentException when a kustomization is wrong, or has what is not rendered
   *     here
   */
  static List<ObjectNode> render(Path folder) {
    List<ObjectNode> objects = new Kustomization(folder).accumulate();
    ConfigMaps.nameByContent(objects);
    return objects;
  }

  /** Generated ConfigMaps keep their plain names until everything is together. */
  private List<ObjectNode> accumulate() {
    List<ObjectNode> objects = new ArrayList<>();
    for (JsonNode resource : file.path("resources")) {
      Path path = folder.resolve(resource.asText()).normalize();
      if (Files.isDirectory(path)) {
        objects.addAll(new Kustomization(path).accumulate());
      } else if (path.startsWith(folder.normalize())) {
        documents(path).forEach(document -> objects.add((ObjectNode) document));
      } else {
        throw new IllegalArgumentException(path + " is not below " + folder);
      }
    }
    for (JsonNode generator : file.path("configMapGenerator")) {
      objects.add(ConfigMaps.generate(folder, generator));
    }
    List<ObjectNode> patched = new ArrayList<>(objects);
    for (JsonNode patch : file.path("patches")) {
      patched.replaceAll(
          object -> isTarget(patch.path("target"), object) ? patch(object, patch) : object);
      if (patched.stream().noneMatch(object -> isTarget(patch.path("target"), object))) {
        throw new IllegalArgumentException(
            folder + ": no object for the patch of " + patch.path("target"));
      }
    }
    Map<String, String> images = images();
    for (ObjectNode object : patched) {
      replaceImages(object, images);
      if (file.has("namespace") && !object.path("kind").asText().equals("Namespace")) {
        ((ObjectNode) object.get("metadata")).put("namespace", file.get("namespace").asText());
      }
    }
    return patched;
  }

  private static boolean isTarget(JsonNode target, JsonNode object) {
    return target.path("kind").asText().equals(object.path("kind").asText())
        && target.path("name").asText().equals(object.path("metadata").path("name").asText());
  }

  private static ObjectNode patch(ObjectNode object, JsonNode patch) {
    try {
      return (ObjectNode) JsonPatch.apply(YAML.readTree(patch.path("patch").asText()), object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> images() {
    Map<String, String> images = new HashMap<>();
    for (JsonNode image : file.path("images")) {
      images.put(
          image.path("name").asText(),
          image.path("newName").asText() + ":" + image.path("newTag").asText());
    }
    return images;
  }

  private static void replaceImages(JsonNode node, Map<String, String> images) {
    if (node instanceof ObjectNode object && object.path("image").isTextual()) {
      String name = object.get("image").asText();
      object.put("image", images.getOrDefault(name, name));
    }
    node.forEach(child -> replaceImages(child, images));
  }

  /** The documents of a YAML file. */
  static List<JsonNode> documents(Path path) {
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(path.toFile())) {
      return values.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }
}
