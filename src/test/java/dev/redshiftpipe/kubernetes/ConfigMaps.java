package dev.redshiftpipe.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** ConfigMaps as kustomize makes them: named by what is in them, so that a change is a rollout. */
final class ConfigMaps {
  private static final ObjectMapper SORTED =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Marks what was generated, until it gets its name. */
  private static final String GENERATED = "generated";

  private ConfigMaps() {}

  static ObjectNode generate(Path folder, JsonNode generator) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    map.put("apiVersion", "v1").put("kind", "ConfigMap").put(GENERATED, true);
    map.putObject("metadata").put("name", generator.path("name").asText());
    Map<String, String> data = new TreeMap<>();
    for (JsonNode file : generator.path("files")) {
      Path path = folder.resolve(file.asText()).normalize();
      if (!path.startsWith(folder.normalize())) {
        throw new IllegalArgumentException(path + " is not below " + folder);
      }
      data.put(String.valueOf(path.getFileName()), text(path));
    }
    for (JsonNode literal : generator.path("literals")) {
      String[] parts = literal.asText().split("=", 2);
      data.put(parts[0], parts[1]);
    }
    if (!data.isEmpty()) {
      map.set("data", SORTED.valueToTree(data));
    }
    return map;
  }

  /** Gives generated ConfigMaps their names with a hash, also where they are referred to. */
  static void nameByContent(List<ObjectNode> objects) {
    Map<String, String> names = new HashMap<>();
    for (ObjectNode object : objects) {
      if (object.remove(GENERATED) != null) {
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        String name = metadata.get("name").asText();
        names.put(name, name + "-" + hash(object.path("data")));
        metadata.put("name", names.get(name));
      }
    }
    objects.forEach(object -> refer(object, names));
  }

  private static void refer(JsonNode node, Map<String, String> names) {
    for (String reference : List.of("configMap", "configMapRef")) {
      if (node.path(reference) instanceof ObjectNode object) {
        String name = object.path("name").asText();
        object.put("name", names.getOrDefault(name, name));
      }
    }
    node.forEach(child -> refer(child, names));
  }

  /**
   * As in kustomize's api/hasher: of the data as Go writes it, in letters that make no words. The
   * name it means to take in is empty there.
   */
  private static String hash(JsonNode data) {
    try {
      Map<String, Object> content = new TreeMap<>();
      content.put("kind", "ConfigMap");
      content.put("name", "");
      content.put("data", data.isMissingNode() ? "" : SORTED.convertValue(data, TreeMap.class));
      String json =
          SORTED
              .writeValueAsString(content)
              .replace("<", "\\u003c")
              .replace(">", "\\u003e")
              .replace("&", "\\u0026");
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of()
          .formatHex(digest)
          .substring(0, 10)
          .replace('0', 'g')
          .replace('1', 'h')
          .replace('3', 'k')
          .replace('a', 'm')
          .replace('e', 't');
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }
}
