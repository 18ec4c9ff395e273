package dev.redshiftpipe.settings;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.pipe.OnError;
import dev.redshiftpipe.pipe.Treatment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JSON schema of the settings, made of {@link Setting#ALL}: of one flat object, as
 * application.properties is one. Editors complete and check YAML and JSON by it.
 */
public final class SettingsSchema {
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "log.format", words(Monitored.LogFormat.class),
          "setup.notifications", List.of("s3", "eventbridge"),
          "pipe.NAME.mode", TreatmentBlock.MODES.stream().sorted().toList(),
          "pipe.NAME.trigger", words(Treatment.Trigger.class),
          "pipe.NAME.hidden-files", words(Treatment.HiddenFiles.class),
          "pipe.NAME.on-overwrite", words(Treatment.OnOverwrite.class),
          "pipe.NAME.on-error", words(OnError.class),
          "share.NAME.public", List.of("true", "false"));

  private static final String DURATION = "[0-9]+\\s*(ms|s|m|h|d)";
  private static final String SIZE = "[0-9]+\\s*([KMGT]?[Bb])?";
  private static final String NUMBER = "[0-9]+";

  private SettingsSchema() {}

  /** Draft 2020-12. */
  public static ObjectNode document() {
    ObjectNode schema =
        JsonNodeFactory.instance
            .objectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "Settings of Redshift Pipe")
            .put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ObjectNode patterns = schema.putObject("patternProperties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    for (Setting setting : Setting.ALL) {
      if (!setting.family().isEmpty()) {
        patterns.set("^" + setting.pattern() + "$", one(setting));
        continue;
      }
      properties.set(setting.key(), one(setting));
      if (setting.fallback().equals(Setting.REQUIRED)) {
        required.add(setting.key());
      }
    }
    patterns.putObject("^camel\\.").put("description", "Camel's own");
    schema.set("required", required);
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode one(Setting setting) {
    ObjectNode one = JsonNodeFactory.instance.objectNode().put("description", description(setting));
    String fallback = literal(setting);
    List<String> words = WORDS.getOrDefault(setting.key(), List.of());
    String pattern = pattern(setting, fallback);
    if (!words.isEmpty()) {
      ArrayNode all = one.putArray("enum");
      words.forEach(all::add);
      // YAML reads these two as no texts
      words.stream().filter("true"::equals).findFirst().ifPresent(yes -> all.add(true).add(false));
    } else if (pattern.isEmpty()) {
      one.put("type", "string");
    } else {
      one.putArray("type").add("string").add("integer");
      one.put("pattern", "^\\s*" + pattern + "\\s*$");
    }
    if (!fallback.isEmpty()) {
      one.put("default", fallback);
    }
    return one;
  }

  private static String description(Setting setting) {
    return setting.fallback().equals(Setting.REQUIRED)
        ? setting.meaning() + " (required)"
        : setting.meaning();
  }

  /** The fallback, not the key that it is taken from. */
  private static String literal(Setting setting) {
    String fallback = setting.fallback().equals(Setting.REQUIRED) ? "" : setting.fallback();
    Optional<Setting> other = fallback.isEmpty() ? Optional.empty() : Setting.of(fallback);
    return other.map(SettingsSchema::literal).orElse(fallback);
  }

  private static String pattern(Setting setting, String fallback) {
    return setting.meaning().startsWith("12 digits")
        ? "[0-9]{12}"
        : Stream.of(NUMBER, DURATION, SIZE)
            .filter(pattern -> fallback.matches(pattern))
            .findFirst()
            .orElse("");
  }

  private static <E extends Enum<E>> List<String> words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }
}
