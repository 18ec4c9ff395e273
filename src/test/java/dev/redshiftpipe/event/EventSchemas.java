package dev.redshiftpipe.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The schemas of {@code src/docs/events}. */
public final class EventSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("src/docs/events");
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private EventSchemas() {}

  /**
   * Where an event, envelope included, is not as its schema says, or has what it does not tell of.
   */
  public static List<String> mistakes(JsonNode event) {
    JsonNode document = document(event.path("detail-type").asText());
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(document, CONFIG);
    List<String> mistakes = new ArrayList<>();
    schema.validate(event).forEach(mistake -> mistakes.add(mistake.toString()));
    JsonNode told = document.path("properties").path("detail").path("properties");
    event
        .path("detail")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!told.has(name)) {
                mistakes.add("detail." + name + " is not in the schema");
              }
            });
    return mistakes;
  }

  /** An event as rules and targets see it. */
  public static ObjectNode delivered(Event event) {
    try {
      ObjectNode delivered =
          JSON.createObjectNode()
              .put("version", "0")
              .put("id", "11112222-3333-4444-5555-666677778888")
              .put("detail-type", event.type())
              .put("source", Event.SOURCE)
              .put("account", "000000000000")
              .put("time", event.at().toString())
              .put("region", "us-east-1");
      event.resources().forEach(delivered.putArray("resources")::add);
      delivered.set("detail", JSON.readTree(event.detail()));
      return delivered;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(event.detail(), e);
    }
  }

  private static JsonNode document(String detailType) {
    String name = detailType.toLowerCase(Locale.ROOT).replace(' ', '-');
    try {
      return JSON.readTree(Files.readString(FOLDER.resolve(name + ".schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
