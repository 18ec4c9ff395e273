package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where the events of statements submitted with {@code WithEvent} go. */
public interface StatementEvents {
  /** For a stand-in without EventBridge. */
  StatementEvents NOBODY_LISTENS = event -> {};

  /**
   * A statement is FINISHED, FAILED or ABORTED.
   *
   * @param event the whole event as EventBridge delivers it, {@code version} to {@code detail}
   *     (management guide, data-api-monitoring-events)
   */
  void statementChanged(ObjectNode event);
}
