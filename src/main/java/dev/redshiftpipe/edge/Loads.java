package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Backoff;
import dev.redshiftpipe.load.Consequence;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Parts;
import dev.redshiftpipe.load.Settled;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.load.Transactions;
import java.time.InstantSource;

/** The steps of a load that the routes name; each calls one piece of pure code. */
public final class Loads {
  private final Transactions transactions;
  private final TableColumns columns;
  private final InstantSource clock;

  Loads(Transactions transactions, TableColumns columns, InstantSource clock) {
    this.transactions = transactions;
    this.columns = columns;
    this.clock = clock;
  }

  public Load prepare(Batch batch) {
    return transactions.load(batch, columns.known(batch.pipe()), clock.instant());
  }

  public Settled settled(Submitted submitted) {
    return Settled.of(submitted);
  }

  /** The smaller loads that follow one that failed. */
  public Parts part(Submitted submitted) {
    return switch (submitted.consequence()) {
      case Consequence.Halve tooMuch -> Parts.halved(submitted, tooMuch.reason());
      case Consequence.Supersede late -> Parts.superseded(submitted, late.reason());
      default -> Parts.bisected(submitted, submitted.reason());
    };
  }

  /** Of a statement that the Data API cannot be asked about: how it ended is not known. */
  public Submitted lostSightOf(Submitted submitted) {
    return submitted.answered(
        Answer.expired("the Data API could not be asked about it"), false, clock.instant());
  }

  /** Milliseconds to rest before the batch is loaded again. */
  public long rest(Batch batch) {
    return Backoff.millis(batch);
  }
}
