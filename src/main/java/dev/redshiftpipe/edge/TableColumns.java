package dev.redshiftpipe.edge;

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
 * the time.
 */
final class TableColumns {
  private static final Duration TRUSTED = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final Statements statements;
  private final InstantSource clock;
  private final Map<Target, Known> known = new ConcurrentHashMap<>();

  private record Known(List<String> names, Instant at) {}

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
        && (before.names().containsAll(wanted)
            || before.at().plus(TRUSTED).isAfter(clock.instant()))) {
      return CompletableFuture.completedFuture(before.names());
    }
    return statements
        .rows(pipe.warehouse(), transactions.columns(pipe.into()), pipe.name() + "/columns")
        .thenApply(
            rows -> {
              List<String> names = rows.stream().map(row -> row.get(0)).toList();
              known.put(pipe.target(), new Known(names, clock.instant()));
              return names;
            });
  }
}
