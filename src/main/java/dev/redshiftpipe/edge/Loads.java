package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.load.Backoff;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Settled;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.load.Transactions;
import java.time.InstantSource;

/** The steps of a load that the routes name; each calls one piece of pure code. */
public final class Loads {
  private final Transactions transactions;
  private final InstantSource clock;

  Loads(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  public Load prepare(Batch batch) {
    return transactions.load(batch);
  }

  public Settled settled(Submitted submitted) {
    return Settled.of(submitted);
  }

  public String event(Settled settled) {
    return settled.event(clock.instant());
  }

  /** Milliseconds to rest before the batch is loaded again. */
  public long rest(Batch batch) {
    return Backoff.millis(batch);
  }
}
