package dev.redshiftpipe.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.redshiftpipe.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsSchemaTest {
  private static final Path FILE = Path.of("src/docs/settings.schema.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SettingsSchema.document());

  @Test
  void the_file_is_that_of_the_code() throws IOException {
    assertThat(Files.readString(FILE)).isEqualTo(SettingsSchema.document().toPrettyString() + "\n");
  }

  @Test
  void is_a_schema_of_its_draft() {
    JsonSchema draft =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(java.net.URI.create("https://json-schema.org/draft/2020-12/schema"));

    assertThat(draft.validate(SettingsSchema.document())).isEmpty();
  }

  @Test
  void has_every_setting() {
    JsonNode schema = SettingsSchema.document();

    assertThat(schema.path("properties").size() + schema.path("patternProperties").size() - 1)
        .isEqualTo(Setting.ALL.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application.properties",
        "kubernetes/overlays/dev/application.properties",
        "kubernetes/overlays/prod/application.properties"
      })
  void takes_settings_that_are_right(Path file) throws IOException {
    assertThat(mistakes(JSON.valueToTree(Page.properties(Files.readString(file))))).isEmpty();
  }

  @Test
  void takes_what_yaml_writes_without_quotes() throws IOException {
    assertThat(
            mistakes(
                new YAMLMapper()
                    .readTree(
                        """
                        control: s3://control/
                        queue.notifications: n
                        queue.dead-letters: d
                        notifications.account: 123456789012
                        http.port: 9090
                        batch.files: 500
                        share.sales.public: true
                        camel.main.name: mine
                        """)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pipe.orders.form | s3://b/",
        "pipes.orders.from | s3://b/",
        "pipe.Orders.from | s3://b/",
        "pipe.orders.mode | merge",
        "pipe.orders.trigger | folder",
        "pipe.orders.on-error | skip",
        "pipe.orders.batch.linger | 5 minutes",
        "batch.bytes | 10 gigs",
        "http.port | eighty",
        "log.format | xml",
        "setup.notifications | sns",
        "notifications.account | 1234",
        "share.sales.public | yes",
        "warehouse.default.password | hunter2"
      })
  void refuses_a_slip(String key, String value) {
    Map<String, String> settings =
        new TreeMap<>(
            Map.of("control", "s3://c/", "queue.notifications", "n", "queue.dead-letters", "d"));
    assertThat(mistakes(JSON.valueToTree(settings))).isEmpty();

    settings.put(key, value);

    assertThat(mistakes(JSON.valueToTree(settings))).singleElement().asString().contains(key);
  }

  @Test
  void names_what_is_missing() {
    assertThat(mistakes(JSON.createObjectNode())).hasSize(3).allMatch(m -> m.contains("required"));
  }

  private static List<String> mistakes(JsonNode settings) {
    return SCHEMA.validate(settings).stream().map(ValidationMessage::toString).toList();
  }
}
