package dev.redshiftpipe.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A statement that has a text in it and does not run before it is told to. */
final class SlowStatement implements Faults {
  private final String text;
  private final boolean isWholeTransaction;
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  SlowStatement(String text) {
    this(text, false);
  }

  /**
   * @param isWholeTransaction whether all that stands before the statement waits too
   */
  SlowStatement(String text, boolean isWholeTransaction) {
    this.text = text;
    this.isWholeTransaction = isWholeTransaction;
  }

  void goOn() {
    mayGoOn.countDown();
  }

  @Override
  public Optional<String> failure(String id, ObjectNode request, int part) {
    JsonNode sqls = request.path("Sqls");
    if (isWholeTransaction
        ? sqls.toString().contains(text)
        : sqls.path(part).asText().contains(text)) {
      try {
        mayGoOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Optional.empty();
  }
}
