package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.http.AwsError;
import java.util.Map;

/** The service's documented errors with their HTTP status, which the Java SDK's model names. */
final class Refusals {
  private Refusals() {}

  static AwsError invalid(String message) {
    return new AwsError(400, "ValidationException", message);
  }

  static AwsError notFound(String message, String resource) {
    return new AwsError(400, "ResourceNotFoundException", message, Map.of("ResourceId", resource));
  }

  static AwsError malformed(String message) {
    return new AwsError(400, "SerializationException", message);
  }

  static AwsError exceeded(String what, String message) {
    return new AwsError(400, what + "ExceededException", message);
  }

  static AwsError noConnection(String message) {
    return new AwsError(500, "DatabaseConnectionException", message);
  }
}
