package dev.redshiftpipe.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * The schemas of Kubernetes and of the custom resources that are used here, applied strictly: no
 * field that is unknown, none that is missing, no value that would be converted.
 *
 * <p>Kubernetes' own come from its Java client, which is generated from its OpenAPI description;
 * those of custom resources stand in {@code src/test/resources/kubernetes}.
 */
final class Schemas {
  private static final ObjectMapper JACKSON = new ObjectMapper();
  // the client's own knows all models there are, and takes its time for it
  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(OffsetDateTime.class, new JSON.OffsetDateTimeTypeAdapter())
          .create();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Map<String, Class<?>> MODELS =
      Map.of(
          "v1 ConfigMap", V1ConfigMap.class,
          "v1 Namespace", V1Namespace.class,
          "v1 Service", V1Service.class,
          "v1 ServiceAccount", V1ServiceAccount.class,
          "apps/v1 Deployment", V1Deployment.class,
          "batch/v1 CronJob", V1CronJob.class,
          "batch/v1 Job", V1Job.class,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class);

  private Schemas() {}

  /** What is wrong with an object; nothing when all is well. */
  static List<String> mistakes(JsonNode object) {
    String kind = object.path("apiVersion").asText() + " " + object.path("kind").asText();
    Class<?> model = MODELS.get(kind);
    return model == null ? mistakesOfCustom(kind, object) : mistakesOf(model, object);
  }

  private static List<String> mistakesOf(Class<?> model, JsonNode object) {
    try {
      JsonElement element = JsonParser.parseString(object.toString());
      // unknown and missing fields
      model.getMethod("validateJsonElement", JsonElement.class).invoke(null, element);
      JsonNode written = JACKSON.readTree(GSON.toJson(GSON.fromJson(element, model)));
      // what was converted, such as a number for a text, comes back as another
      return withoutEmpty(written).equals(withoutEmpty(object))
          ? List.of()
          : List.of(object + " would be read as " + written);
    } catch (InvocationTargetException e) {
      return List.of(String.valueOf(e.getCause()));
    } catch (JsonParseException e) {
      return List.of(String.valueOf(e));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The client writes an empty list for none. */
  private static JsonNode withoutEmpty(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode full = object.objectNode();
      object
          .properties()
          .forEach(
              field -> {
                if (!field.getValue().isContainerNode() || !field.getValue().isEmpty()) {
                  full.set(field.getKey(), withoutEmpty(field.getValue()));
                }
              });
      return full;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode full = array.arrayNode();
      array.forEach(element -> full.add(withoutEmpty(element)));
      return full;
    }
    return node;
  }

  private static List<String> mistakesOfCustom(String kind, JsonNode object) {
    String name = kind.replaceAll("[/ ]", "-") + ".yaml";
    try (InputStream stream = Schemas.class.getResourceAsStream("/kubernetes/" + name)) {
      if (stream == null) {
        return List.of("there is no schema for " + kind);
      }
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(YAML.readTree(stream));
      return schema.validate(object).stream().map(String::valueOf).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
