package dev.redshiftpipe.local.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One AWS service that speaks AWS JSON (1.0 or 1.1): the operation is named by the header {@code
 * X-Amz-Target}, request and response are JSON objects.
 *
 * <p>Called on a thread of its own for every request; it may block, for instance in a long poll.
 */
public interface JsonService {
  /** What stands before the dot in {@code X-Amz-Target}, for instance {@code RedshiftData}. */
  String targetPrefix();

  /**
   * {@code 1.0} or {@code 1.1}: the version in the content type {@code application/x-amz-json-…}.
   */
  String jsonVersion();

  /**
   * Answers one request.
   *
   * @param operation what stands behind the dot, for instance {@code ExecuteStatement}
   * @throws AwsError as the service's model documents it
   */
  ObjectNode answer(String operation, ObjectNode request) throws AwsError;
}
