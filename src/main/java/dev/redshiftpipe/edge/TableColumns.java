package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.TargetColumns;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The columns of tables, as the warehouse has them; asked again when one is missing, but not all
 * the time, and when a load has failed.
 */
final class TableColumns {
  private static final Duration TRUSTED = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final Statements statements;
  private final InstantSource clock;
  private final Map<Target, Known> known = new ConcurrentHashMap<>();

  private record Known(TargetColumns columns, Instant at) {}

  TableColumns(Transactions transactions, Statements statements, InstantSource clock) {
    this.transactions = transactions;
    this.statements = statements;
    this.clock = clock;
  }

  /**
   * The names of the target's columns; empty when there is no such table.
   *
   * @param wanted when one of these is not among those known, the warehouse is asked again
   */
  CompletableFuture<List<String>> of(Pipe pipe, List<String> wanted) {
    Known before = known.get(pipe.target());
    if (before != null
        && (before.columns().names().containsAll(wanted)
            || before.at().plus(TRUSTED).isAfter(clock.instant()))) {
      return CompletableFuture.completedFuture(before.columns().names());
    }
    return ask(pipe).thenApply(TargetColumns::names);
  }

  /**
   * The target's columns; none when there is no such table.
   *
   * @param anew whether they may have changed
   */
  CompletableFuture<TargetColumns> of(Pipe pipe, boolean anew) {
    TargetColumns before = known(pipe);
    return anew || before.all().isEmpty() ? ask(pipe) : CompletableFuture.completedFuture(before);
  }

  /** The target's columns as they were when they were last asked for. */
  TargetColumns known(Pipe pipe) {
    Known before = known.get(pipe.target());
    return before == null ? TargetColumns.UNKNOWN : before.columns();
  }

  private CompletableFuture<TargetColumns> ask(Pipe pipe) {
    return statements
        .rows(pipe.warehouse(), transactions.columns(pipe.into()), pipe.name() + "/columns")
        .thenApply(
            rows -> {
              TargetColumns columns = TargetColumns.of(rows);
              known.put(pipe.target(), new Known(columns, clock.instant()));
              return columns;
            });
  }
}
