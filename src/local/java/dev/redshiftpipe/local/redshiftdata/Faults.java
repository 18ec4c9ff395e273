package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;

/** What a test may let go wrong. Every method's default is that nothing does. */
public interface Faults {
  Faults NONE = new Faults() {};

  /**
   * Called before a request is looked at.
   *
   * @throws AwsError to refuse it without effect, for instance {@code ThrottlingException}
   */
  default void beforeEffect(String operation, ObjectNode request) throws AwsError {}

  /**
   * Called when a request has taken effect, before its answer leaves.
   *
   * @throws AwsError to be sent in the answer's place: the caller cannot know what happened
   */
  default void afterEffect(String operation, ObjectNode request, ObjectNode answer)
      throws AwsError {}

  /**
   * Whether a statement that has just taken effect is to be reported ABORTED.
   *
   * @param request the ExecuteStatement or BatchExecuteStatement it came with
   */
  default boolean isReportedAborted(String statementId, ObjectNode request) {
    return false;
  }
}
