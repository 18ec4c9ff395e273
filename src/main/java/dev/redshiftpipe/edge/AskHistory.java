package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.HistoryEntry;
import dev.redshiftpipe.load.Recognised;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.List;
import java.util.UUID;
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
    Warehouse warehouse = submitted.batch().pipe().warehouse();
    List<Statement> question = transactions.askHistory(submitted.batch());
    String name = submitted.load().statementName() + "/history";
    return statements
        .run(warehouse, question, name, UUID.randomUUID().toString())
        .thenCompose(
            finished -> {
              if (finished.answer().status() != Answer.Status.FINISHED) {
                throw new UnansweredException(name, finished.answer());
              }
              return statements.rows(warehouse, finished, question.size() - 1);
            })
        .thenApply(
            rows ->
                new Recognised(
                    submitted,
                    rows.stream()
                        .map(row -> new HistoryEntry(row.get(0).strip(), row.get(1), row.get(2)))
                        .distinct()
                        .toList()));
  }
}
