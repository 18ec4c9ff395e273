package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.setup.SetupException;
import dev.redshiftpipe.setup.SetupTransactions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** SQL of {@code setup}, which waits for its end. */
final class SetupSql {
  private static final String NAME = "redshift-pipe/setup";

  private final Statements statements;

  SetupSql(Statements statements) {
    this.statements = statements;
  }

  /**
   * Runs statements as one transaction.
   *
   * @param subject what asks for it, for messages
   * @throws SetupException naming the statement that failed, and why
   */
  void transaction(Warehouse warehouse, List<Statement> all, String subject) {
    check(
        wait(statements.run(warehouse, all, NAME, UUID.randomUUID().toString()), subject),
        all,
        subject);
  }

  /** Runs statements one after the other, each of which commits. */
  void oneByOne(Warehouse warehouse, List<String> sql, String subject) {
    for (int from = 0; from < sql.size(); from += SetupTransactions.MOST) {
      List<Statement> some =
          SetupTransactions.named(
              sql.subList(from, Math.min(sql.size(), from + SetupTransactions.MOST)));
      check(
          wait(
              statements
                  .submit(warehouse, some, Map.of(), false, NAME, UUID.randomUUID().toString())
                  .thenCompose(id -> statements.follow(warehouse, id)),
              subject),
          some,
          subject);
    }
  }

  /** The rows of a question. */
  List<List<String>> rows(Warehouse warehouse, List<Statement> question, String subject) {
    return wait(statements.rows(warehouse, question, NAME), subject);
  }

  private static void check(Statements.Finished finished, List<Statement> all, String subject) {
    Answer answer = finished.answer();
    if (answer.status() == Answer.Status.FINISHED) {
      return;
    }
    String role = answer.failedPart().map(part -> all.get(part).role()).orElse("statement");
    String sql = answer.failedPart().map(part -> all.get(part).sql()).orElse("");
    throw new SetupException(
        subject,
        role.equals("guard")
            ? "another setup has changed the warehouse meanwhile; look again"
            : "%s is %s: %s%s"
                .formatted(
                    role, answer.status(), answer.reason(), sql.isEmpty() ? "" : "\n" + sql));
  }

  private static <T> T wait(CompletableFuture<T> answer, String subject) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SetupException(subject, String.valueOf(cause.getMessage()));
    }
  }
}
