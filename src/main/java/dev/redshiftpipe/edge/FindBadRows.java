package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.LoadError;
import dev.redshiftpipe.load.Findings;
import dev.redshiftpipe.load.FoundRow;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.pipe.LoadPolicy;
import dev.redshiftpipe.pipe.OnError;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks the warehouse which rows a validating pass could not read. */
public final class FindBadRows extends StatementProcessor<Submitted, Findings> {
  /** As many rows of a file as its dead letter shows. */
  private static final int SHOWN = 100;

  private final Transactions transactions;
  private final Statements statements;

  FindBadRows(Transactions transactions, Statements statements) {
    super(Submitted.class);
    this.transactions = transactions;
    this.statements = statements;
  }

  @Override
  CompletableFuture<Findings> ask(Submitted submitted) {
    Warehouse warehouse = submitted.batch().pipe().warehouse();
    LoadPolicy policy = submitted.batch().pipe().policy();
    int most = policy.onError() == OnError.CONTINUE ? policy.maxErrors() : SHOWN;
    return statements
        .rows(
            warehouse,
            transactions.loadErrors(submitted.answer().pid(), most),
            submitted.load().statementName() + "/errors")
        .thenApply(
            rows -> Findings.ofRows(submitted, rows.stream().map(FindBadRows::row).toList()));
  }

  private static FoundRow row(List<String> row) {
    return new FoundRow(
        new LoadError(row.get(0), number(row.get(1)), row.get(2), number(row.get(3)), row.get(4)),
        number(row.get(5)),
        number(row.get(6)));
  }

  private static long number(String text) {
    return text.isEmpty() ? 0 : (long) Double.parseDouble(text);
  }
}
