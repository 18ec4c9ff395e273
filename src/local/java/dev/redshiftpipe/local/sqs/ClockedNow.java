package dev.redshiftpipe.local.sqs;

import java.time.Clock;
import java.time.OffsetDateTime;
import org.elasticmq.util.NowProvider;

/** Tells ElasticMQ the time by a clock. */
final class ClockedNow extends NowProvider {
  private final Clock clock;

  ClockedNow(Clock clock) {
    this.clock = clock;
  }

  @Override
  public long nowMillis() {
    return clock.millis();
  }

  @Override
  public OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }
}
