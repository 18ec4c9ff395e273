package dev.redshiftpipe.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goes wrong next, as a test says. */
final class PlannedFaults implements Faults {
  private volatile int failAt = -1;
  private volatile String error = "";
  private volatile String noConnection = "";
  private volatile int stopAt = -1;
  private volatile @Nullable Stop stop;

  void none() {
    failAt = -1;
    noConnection = "";
    stop = null;
  }

  /** Every batch fails at this part, from 0. */
  void failAt(int part, String text) {
    error = text;
    failAt = part;
  }

  void refuseConnections(String text) {
    noConnection = text;
  }

  /** The next batch stops before this part, from 0, until it is told to go on. */
  Stop stopBefore(int part) {
    Stop next = new Stop();
    stopAt = part;
    stop = next;
    return next;
  }

  @Override
  public Optional<String> connectionFailure(String statementId, ObjectNode request) {
    return noConnection.isEmpty() ? Optional.empty() : Optional.of(noConnection);
  }

  @Override
  public Optional<String> failure(String statementId, ObjectNode request, int part) {
    Stop here = stop;
    if (here != null && part == stopAt) {
      stop = null;
      here.await();
    }
    return part == failAt ? Optional.of(error) : Optional.empty();
  }
}
