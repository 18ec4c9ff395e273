package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * ExecuteStatement and BatchExecuteStatement: accepts SQL and answers at once, or with {@code
 * WaitTimeSeconds} when it has ended. What SQL does wrong is never an error of these operations.
 */
final class Submit implements Operation {
  private final Account account;
  private final Limits limits;
  private final StatementBook statements;
  private final HeldSessions held;
  private final PausableSessions sessions;
  private final ClientTokens tokens;
  private final SubmittedSql submittedSql;
  private final BiConsumer<Statement, Lease> start;

  /**
   * @param start lets a statement run, on a thread of its own
   */
  Submit(
      Account account,
      Limits limits,
      StatementBook statements,
      HeldSessions held,
      PausableSessions sessions,
      ClientTokens tokens,
      BiConsumer<Statement, Lease> start) {
    this.account = account;
    this.limits = limits;
    this.statements = statements;
    this.held = held;
    this.sessions = sessions;
    this.tokens = tokens;
    this.submittedSql = new SubmittedSql(limits);
    this.start = start;
  }

  @Override
  public ObjectNode answer(Request request) throws AwsError {
    Statement statement = statementOf(request);
    Optional<Duration> wait = request.waitTime();
    wait.ifPresent(statement::awaitEnd);
    Standing standing = statement.standing();
    ObjectNode answer = Json.object().put("Id", statement.id());
    Json.putTime(answer, "CreatedAt", standing.whole().createdAt());
    statement.submission().target().describeIn(answer);
    answer.putArray("DbGroups");
    String sessionId = statement.submission().sessionId();
    if (sessionId != null) {
      answer.put("SessionId", sessionId);
    }
    if (wait.isPresent()) {
      answer.put("Status", standing.whole().status().name());
      answer.put("RedshiftPid", standing.pid());
      answer.put("HasResultSet", standing.hasResultSet());
    }
    return answer;
  }

  /** One at a time: of two requests with one token, the second must see the first. */
  private synchronized Statement statementOf(Request request) throws AwsError {
    Optional<Statement> earlier = tokens.earlier(request);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    submittedSql.check(request);
    sessions.requireRunning();
    HeldSession session = sessionOf(request);
    Target target = session == null ? Target.of(request, account) : session.view().target();
    if (statements.countActive(target.warehouse()) >= limits.activeStatements()) {
      throw Refusals.exceeded(
          "ActiveStatements", "The maximum number of active statements was exceeded.");
    }
    Duration keepAlive =
        request.number("SessionKeepAliveSeconds").map(Duration::ofSeconds).orElse(null);
    if (session != null) {
      held.take(session, keepAlive);
    } else if (keepAlive != null) {
      session = held.start(target, keepAlive);
    }
    Statement statement =
        statements.add(
            Submission.of(request, target, session == null ? null : session.view().id()));
    tokens.remember(request, statement);
    if (session != null) {
      session.runs(statement.id());
    }
    start.accept(
        statement, session == null ? new Lease.Own(sessions, target) : held.lease(session));
    return statement;
  }

  private @Nullable HeldSession sessionOf(Request request) throws AwsError {
    Optional<String> id = request.text("SessionId");
    if (id.isEmpty()) {
      return null;
    }
    HeldSession session = held.find(id.get());
    if (session.view().target().isContradictedBy(request)) {
      throw Refusals.invalid("The session is connected elsewhere than the request says.");
    }
    return session;
  }
}
