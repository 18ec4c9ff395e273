package dev.redshiftpipe.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
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

  private final HeldFiles held;
  private final Queue queue;
  private final Duration grace;

  Stopping(HeldFiles held, Queue queue, Duration grace) {
    this.held = held;
    this.queue = queue;
    this.grace = grace;
  }

  @Override
  public void beforeStop(BaseMainSupport main) {
    LOG.info("stopping: nothing more is received, {} files are held", held.held());
    try {
      queue.releaseWhatWaits();
      main.getCamelContext().getRouteController().stopRoute("receive", 1, TimeUnit.SECONDS, false);
    } catch (Exception e) {
      LOG.warn("what waits could not be given back, it comes again by itself", e);
    }
    long end = System.nanoTime() + grace.toNanos();
    while (held.held() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK.toNanos());
      releaseParts();
    }
    if (held.held() > 0) {
      LOG.warn("{} files are still being loaded, and left to whoever comes next", held.held());
    }
  }

  /** What comes back from a statement that failed meanwhile is not tried again here. */
  private void releaseParts() {
    try {
      queue.releaseWhatWaits();
    } catch (RuntimeException e) {
      LOG.debug("not given back", e);
    }
  }
}
