package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.http.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** All statements that can be asked for, for as long as results are retained. */
final class StatementBook {
  private final InstantSource clock;
  private final Duration retention;
  private final Map<String, Statement> statements = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  StatementBook(InstantSource clock, Duration retention) {
    this.clock = clock;
    this.retention = retention;
  }

  Statement add(Submission submission) {
    Statement statement =
        new Statement(
            UUID.randomUUID().toString(), numbers.incrementAndGet(), submission, clock.instant());
    statements.put(statement.id(), statement);
    return statement;
  }

  /**
   * Finds the statement that an id, or one of its parts that an id with suffix, names.
   *
   * @throws AwsError ResourceNotFoundException when there is none, or none any more
   */
  PartOfStatement find(String id) throws AwsError {
    forgetOld();
    String[] halves = id.split(":", 2);
    Statement statement = statements.get(halves[0]);
    if (statement == null) {
      throw unknown(id);
    }
    if (halves.length == 1) {
      return new PartOfStatement(statement, PartOfStatement.ALL);
    }
    int part = halves[1].isEmpty() ? 0 : Integer.parseInt(halves[1]);
    boolean isThere =
        statement.submission().isBatch()
            && part >= 1
            && part <= statement.submission().sqls().size();
    if (!isThere) {
      throw unknown(id);
    }
    return new PartOfStatement(statement, part - 1);
  }

  List<Statement> newestFirst() {
    forgetOld();
    return statements.values().stream()
        .sorted(Comparator.comparingLong(Statement::number).reversed())
        .toList();
  }

  /** How many statements of a cluster or workgroup have not ended. */
  long countActive(String warehouse) {
    return statements.values().stream()
        .filter(one -> one.submission().target().warehouse().equals(warehouse))
        .filter(one -> !one.status().isFinal())
        .count();
  }

  Instant expiry(Statement statement) {
    return statement.standing().whole().createdAt().plus(retention);
  }

  private void forgetOld() {
    Instant now = clock.instant();
    statements.values().removeIf(one -> one.status().isFinal() && !now.isBefore(expiry(one)));
  }

  private static AwsError unknown(String id) {
    return Refusals.notFound("Query does not exist.", id);
  }
}
