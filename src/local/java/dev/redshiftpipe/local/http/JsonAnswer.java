package dev.redshiftpipe.local.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** AWS JSON over HTTP: a request read for a {@link JsonService}, its answer or error written. */
final class JsonAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(JsonAnswer.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonAnswer() {}

  static void of(
      JsonService service,
      String operation,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    try {
      ObjectNode answer = service.answer(operation, read(request));
      write(200, answer, service.jsonVersion(), response);
    } catch (AwsError error) {
      refuse(error, service.jsonVersion(), response);
    } catch (RuntimeException e) {
      LOG.error("{}.{} failed", service.targetPrefix(), operation, e);
      var error = new AwsError(500, "InternalServerException", e.toString());
      refuse(error, service.jsonVersion(), response);
    }
  }

  private static ObjectNode read(HttpServletRequest request) throws IOException, AwsError {
    byte[] body = request.getInputStream().readAllBytes();
    if (body.length == 0) {
      return JSON.createObjectNode();
    }
    try {
      JsonNode json = JSON.readTree(body);
      if (json instanceof ObjectNode object) {
        return object;
      }
      throw new AwsError(400, "SerializationException", "the request is no JSON object");
    } catch (JsonProcessingException e) {
      throw new AwsError(400, "SerializationException", "the request is no JSON: " + e);
    }
  }

  static void refuse(AwsError error, String jsonVersion, HttpServletResponse response)
      throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("__type", error.type());
    body.put("Message", error.getMessage());
    error.members().forEach(body::put);
    response.setHeader("x-amzn-ErrorType", error.type());
    write(error.status(), body, jsonVersion, response);
  }

  private static void write(
      int status, ObjectNode body, String jsonVersion, HttpServletResponse response)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    response.setStatus(status);
    response.setHeader("x-amzn-RequestId", UUID.randomUUID().toString());
    response.setContentType("application/x-amz-json-" + jsonVersion);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
