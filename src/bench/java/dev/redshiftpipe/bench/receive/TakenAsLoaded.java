package dev.redshiftpipe.bench.receive;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.load.Settled;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Takes a batch as loaded without a warehouse; named by the routes of this benchmark alone. */
public final class TakenAsLoaded {

  public Settled settled(Batch batch) {
    return new Settled(
        batch,
        batch.files(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Settled.LastStatement("none", Instant.EPOCH, OptionalLong.empty()));
  }
}
