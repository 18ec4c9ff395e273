package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads JSONPaths files (copy-json-jsonpaths). */
final class JsonPaths {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private JsonPaths() {}

  /**
   * The paths of a file; none when its object has another key, which Redshift reads as 'auto'.
   *
   * @throws Refusal when it is no such file
   */
  static List<JsonPath> read(ObjectSource objects, String url) throws IOException, Refusal {
    JsonNode file = parse(objects, url);
    if (!file.isObject()) {
      throw invalid(url, "not one JSON object");
    }
    List<JsonPath> paths = new ArrayList<>();
    JsonNode expressions = file.get("jsonpaths");
    if (expressions == null) {
      return paths;
    }
    if (file.size() != 1 || !expressions.isArray() || expressions.isEmpty()) {
      throw invalid(url, "jsonpaths has to be the only key, and a list");
    }
    for (JsonNode expression : expressions) {
      if (!expression.isTextual() || expression.asText().isEmpty()) {
        throw invalid(url, "an element is empty or no string");
      }
      paths.add(JsonPath.of(expression.asText()));
    }
    return paths;
  }

  private static JsonNode parse(ObjectSource objects, String url) throws IOException, Refusal {
    SourceFile file = SourceFile.of(url);
    try (InputStream stream = objects.open(file.bucket(), file.key())) {
      return JSON.readTree(stream);
    } catch (JsonProcessingException e) {
      throw invalid(url, e.getOriginalMessage());
    }
  }

  private static Refusal invalid(String url, String why) {
    return new Refusal("Invalid JSONPaths file: " + why, "XX000", "key " + url, 0);
  }
}
