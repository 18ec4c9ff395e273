package dev.redshiftpipe.endtoend;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A COPY into {@code public.slow} that does not go on before it is told to. */
final class SlowCopy implements Faults {
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  void goOn() {
    mayGoOn.countDown();
  }

  @Override
  public Optional<String> failure(String id, ObjectNode request, int part) {
    if (request.path("Sqls").path(part).asText().contains("COPY public.slow")) {
      try {
        mayGoOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Optional.empty();
  }
}
