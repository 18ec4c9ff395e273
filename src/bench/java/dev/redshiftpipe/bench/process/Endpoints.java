package dev.redshiftpipe.bench.process;

import java.net.URI;
import java.util.Map;

/**
 * Where AWS is.
 *
 * @param sqs of the process with the queues
 * @param others of S3 and the Data API
 */
public record Endpoints(URI sqs, URI others) {
  static final Map<String, String> IDENTITY =
      Map.of(
          "AWS_REGION", "us-east-1",
          "AWS_ACCESS_KEY_ID", "local",
          "AWS_SECRET_ACCESS_KEY", "local");

  public Map<String, String> environment() {
    return Map.of("AWS_ENDPOINT_URL", others.toString(), "AWS_ENDPOINT_URL_SQS", sqs.toString());
  }
}
