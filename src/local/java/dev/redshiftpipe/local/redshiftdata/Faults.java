package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.util.Optional;

/**
 * What a test may let go wrong in the Data API and behind it. Every method's default is that
 * nothing does.
 */
public interface Faults {
  Faults NONE = new Faults() {};

  /**
   * Called before a request is looked at.
   *
   * @throws AwsError to refuse it without effect, for instance {@code ThrottlingException}
   */
  default void beforeEffect(String operation, ObjectNode request) throws AwsError {}

  /**
   * Called when a request has taken effect, before its answer leaves. May change the answer, for
   * instance the {@code Status} of a DescribeStatement to the rare {@code UNKNOWN}.
   *
   * @throws AwsError to be sent in the answer's place: the caller cannot know what happened
   */
  default void afterEffect(String operation, ObjectNode request, ObjectNode answer)
      throws AwsError {}

  /**
   * Called before a statement gets its connection.
   *
   * @param request the ExecuteStatement or BatchExecuteStatement it came with
   * @return why there is none, for instance {@code FATAL: too many connections}: every part is
   *     ABORTED then, and only the statement as a whole is FAILED with this text
   */
  default Optional<String> connectionFailure(String statementId, ObjectNode request) {
    return Optional.empty();
  }

  /**
   * Called before a part of a statement runs.
   *
   * @param request the ExecuteStatement or BatchExecuteStatement it came with
   * @param part from 0
   * @return why it fails, for instance {@code ERROR: 1023}: it is FAILED with this text without
   *     having run, and the rest goes as with any error of SQL
   */
  default Optional<String> failure(String statementId, ObjectNode request, int part) {
    return Optional.empty();
  }

  /**
   * Whether COPY may read an object; other clients of S3 still may.
   *
   * @return false for an answer of 403 AccessDenied
   */
  default boolean isReadable(String bucket, String key) {
    return true;
  }

  /**
   * Whether a statement that has just taken effect is to be reported ABORTED.
   *
   * @param request the ExecuteStatement or BatchExecuteStatement it came with
   */
  default boolean isReportedAborted(String statementId, ObjectNode request) {
    return false;
  }
}
