package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.HistoryEntry;
import dev.redshiftpipe.load.Recognised;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.load.Transactions;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks the history which files of a batch it has, after the guard refused the batch. */
public final class AskHistory extends StatementProcessor<Submitted, Recognised> {
  private final Transactions transactions;
  private final Statements statements;

  AskHistory(Transactions transactions, Statements statements) {
    super(Submitted.class);
    this.transactions = transactions;
    this.statements = statements;
  }

  @Override
  CompletableFuture<Recognised> ask(Submitted submitted) {
    return statements
        .rows(
            submitted.batch().pipe().warehouse(),
            transactions.askHistory(submitted.batch()),
            submitted.load().statementName() + "/history")
        .thenApply(
            rows ->
                new Recognised(
                    submitted, rows.stream().map(AskHistory::entry).distinct().toList()));
  }

  private static HistoryEntry entry(List<String> row) {
    return new HistoryEntry(
        row.get(0).strip(), row.get(1), row.get(2), row.get(3), Answers.time(row.get(4)));
  }
}
