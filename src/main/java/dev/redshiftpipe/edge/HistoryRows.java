package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.PassingErrors;
import dev.redshiftpipe.load.TakeBack;
import dev.redshiftpipe.load.TakenBack.Found;
import dev.redshiftpipe.load.TakenBack.Kind;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Rows of load histories, as commands look for them and take them back; waits for each answer. */
final class HistoryRows {
  private static final int MOST_ATTEMPTS = 5;

  private final Statements statements;
  private final String name;

  /**
   * @param name of the command, in names of statements
   */
  HistoryRows(Statements statements, String name) {
    this.statements = statements;
    this.name = name;
  }

  /** What was looked for. */
  record Looked(List<Kind> kinds, List<Found> files) {
    static final Looked NOTHING = new Looked(List.of(), List.of());
  }

  /** The answer to {@link TakeBack#find}; nothing where nothing was ever loaded. */
  Looked find(Warehouse warehouse, List<Statement> find) {
    return finished(warehouse, find)
        .map(
            finished ->
                new Looked(
                    rows(warehouse, finished, TakeBack.KINDS).stream().map(TakeBack::kind).toList(),
                    rows(warehouse, finished, TakeBack.FILES).stream()
                        .map(TakeBack::found)
                        .toList()))
        .orElse(Looked.NOTHING);
  }

  /** The only column of a question; nothing where nothing was ever loaded. */
  List<String> column(Warehouse warehouse, List<Statement> question) {
    return finished(warehouse, question)
        .map(finished -> rows(warehouse, finished, 0).stream().map(List::getFirst).toList())
        .orElse(List.of());
  }

  /** Hands the rows of a question on, page by page. */
  void forEach(Warehouse warehouse, List<Statement> question, Consumer<List<String>> row) {
    finished(warehouse, question)
        .ifPresent(finished -> statements.forEachRow(warehouse, finished, 0, row));
  }

  /**
   * Runs what changes something. It is repeatable, so that what may pass is tried again.
   *
   * @throws UnansweredException when it does not finish
   */
  void change(Warehouse warehouse, List<Statement> all) {
    for (int attempt = 1; ; attempt++) {
      Answer answer = run(warehouse, all).answer();
      if (answer.status() == Answer.Status.FINISHED) {
        return;
      }
      if (attempt == MOST_ATTEMPTS || !PassingErrors.is(answer)) {
        throw new UnansweredException(name, answer);
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(attempt));
    }
  }

  private Optional<Statements.Finished> finished(Warehouse warehouse, List<Statement> question) {
    Statements.Finished finished = run(warehouse, question);
    Answer answer = finished.answer();
    if (answer.status() == Answer.Status.FINISHED) {
      return Optional.of(finished);
    }
    if (answer.reason().contains("redshift_pipe") && answer.reason().contains("does not exist")) {
      return Optional.empty();
    }
    throw new UnansweredException(name, answer);
  }

  private Statements.Finished run(Warehouse warehouse, List<Statement> all) {
    return statements
        .run(warehouse, all, "redshift-pipe/" + name, UUID.randomUUID().toString())
        .join();
  }

  private List<List<String>> rows(Warehouse warehouse, Statements.Finished finished, int part) {
    return statements.rows(warehouse, finished, part).join();
  }
}
