package dev.redshiftpipe.edge;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Route;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process in order. Nothing more is received; what is not submitted is given back at once;
 * statements that run are watched, and their messages kept invisible, until the grace period ends.
 * What is left then runs on in the warehouse: it is neither cancelled nor given back, and whoever
 * receives its messages later finds it in the history.
 */
final class Stopping extends MainListenerSupport {
  private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** A long poll lasts 5 seconds at most, see {@code routes/1-receive}. */
  private static final Duration LAST_POLL = Duration.ofSeconds(6);

  private final HeldFiles held;
  private final Queue queue;
  private final Polls polls;
  private final Duration grace;

  Stopping(HeldFiles held, Queue queue, Polls polls, Duration grace) {
    this.held = held;
    this.queue = queue;
    this.polls = polls;
    this.grace = grace;
  }

  @Override
  public void beforeStop(BaseMainSupport main) {
    LOG.info("stopping: nothing more is received, {} files are held", held.held());
    for (String id : List.of("receive", "receive-parked")) {
      Route receive = main.getCamelContext().getRoute(id);
      if (receive != null) {
        ServiceHelper.suspendService(receive.getConsumer());
      }
    }
    long begin = System.nanoTime();
    do {
      releaseWhatWaits();
      LockSupport.parkNanos(LOOK.toNanos());
    } while (isBusy(Duration.ofNanos(System.nanoTime() - begin)));
    queue.deleteRest();
    if (held.held() > 0) {
      LOG.warn("{} files are still being loaded, and left to whoever comes next", held.held());
    }
  }

  private boolean isBusy(Duration since) {
    return (held.held() > 0 && since.compareTo(grace) < 0)
        || (polls.open() > 0 && since.compareTo(LAST_POLL) < 0);
  }

  /** Also what comes back from a statement that failed meanwhile: it is not tried again here. */
  private void releaseWhatWaits() {
    try {
      queue.releaseWhatWaits();
    } catch (RuntimeException e) {
      LOG.warn("what waits could not be given back, it comes again by itself", e);
    }
  }
}
