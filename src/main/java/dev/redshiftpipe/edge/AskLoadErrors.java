package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.LoadError;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks the warehouse which rows a failed COPY could not read. */
public final class AskLoadErrors extends StatementProcessor<Submitted, Submitted> {
  private final Transactions transactions;
  private final Statements statements;

  AskLoadErrors(Transactions transactions, Statements statements) {
    super(Submitted.class);
    this.transactions = transactions;
    this.statements = statements;
  }

  @Override
  CompletableFuture<Submitted> ask(Submitted submitted) {
    Warehouse warehouse = submitted.batch().pipe().warehouse();
    return statements
        .rows(
            warehouse,
            transactions.loadErrors(submitted.answer().pid()),
            submitted.load().statementName() + "/errors")
        .thenApply(rows -> submitted.with(rows.stream().map(AskLoadErrors::error).toList()));
  }

  private static LoadError error(List<String> row) {
    return new LoadError(
        row.get(0), number(row.get(1)), row.get(2), number(row.get(3)), row.get(4));
  }

  private static long number(String text) {
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
