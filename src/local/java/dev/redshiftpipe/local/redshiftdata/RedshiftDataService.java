package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.http.JsonService;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Amazon Redshift Data API: every operation of the service model of redshift-data 2.50.2.
 *
 * <p>Every statement runs on a virtual thread with its own connection, or with that of the session
 * it names. What callers may wait for (WaitTimeSeconds) is real time; all times shown, retentions
 * and expiries are the clock's.
 */
public final class RedshiftDataService implements JsonService, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedshiftDataService.class);

  private final InstantSource clock;
  private final Limits limits;
  private final StatementEvents events;
  private final Faults faults;
  private final Throttle throttle;
  private final ServiceModel model;
  private final StatementBook statements;
  private final HeldSessions held;
  private final PausableSessions sessions;
  private final EventForm eventForm;
  private final Map<String, Operation> operations;

  /**
   * @param warehouse where statements run
   * @param events hears of statements that were submitted with {@code WithEvent}
   * @param faults {@link Faults#NONE} but in tests
   */
  public RedshiftDataService(
      Sessions warehouse,
      InstantSource clock,
      Limits limits,
      Account account,
      StatementEvents events,
      Faults faults) {
    this.clock = clock;
    this.sessions = new PausableSessions(warehouse);
    this.limits = limits;
    this.events = events;
    this.faults = faults;
    this.throttle = new Throttle(limits, clock);
    this.model = new ServiceModel(limits);
    this.statements = new StatementBook(clock, limits.resultRetention());
    this.held = new HeldSessions(sessions, clock, limits);
    this.eventForm = new EventForm(account);
    Waiting waiting = new Waiting(limits);
    Submit submit =
        new Submit(
            account,
            limits,
            statements,
            held,
            sessions,
            new ClientTokens(clock, limits.tokenRetention()),
            this::start);
    this.operations =
        Map.ofEntries(
            Map.entry("ExecuteStatement", submit),
            Map.entry("BatchExecuteStatement", submit),
            Map.entry("DescribeStatement", new Describe(statements, waiting)),
            Map.entry("GetStatementResult", new GetResult(statements, waiting, limits, false)),
            Map.entry("GetStatementResultV2", new GetResult(statements, waiting, limits, true)),
            Map.entry("CancelStatement", new Cancel(statements)),
            Map.entry("ListStatements", new ListStatements(statements)),
            Map.entry("ListSessions", new ListSessions(held)),
            Map.entry(
                "ListDatabases",
                new Catalogue(
                    sessions,
                    account,
                    "Databases",
                    CatalogueQuery.DATABASES,
                    CatalogueForms::name)),
            Map.entry(
                "ListSchemas",
                new Catalogue(
                    sessions, account, "Schemas", CatalogueQuery.SCHEMAS, CatalogueForms::name)),
            Map.entry(
                "ListTables",
                new Catalogue(
                    sessions, account, "Tables", CatalogueQuery.TABLES, CatalogueForms::table)),
            Map.entry(
                "DescribeTable",
                new Catalogue(
                    sessions,
                    account,
                    "ColumnList",
                    CatalogueQuery.COLUMNS,
                    CatalogueForms::column)));
  }

  @Override
  public String targetPrefix() {
    return "RedshiftData";
  }

  @Override
  public String jsonVersion() {
    return "1.1";
  }

  @Override
  public ObjectNode answer(String operation, ObjectNode members) throws AwsError {
    throttle.pass(operation);
    faults.beforeEffect(operation, members);
    Request request = model.read(operation, members);
    Operation found = operations.get(operation);
    if (found == null) {
      throw new IllegalStateException("the model has an operation that is not built: " + operation);
    }
    held.closeExpired();
    ObjectNode answer = found.answer(request);
    faults.afterEffect(operation, members, answer);
    return answer;
  }

  /**
   * Whether new statements are refused with a ValidationException, as those for a paused cluster
   * are, and accepted ones find no connection. What runs goes on, and can be asked for.
   */
  public void pause(boolean isPaused) {
    sessions.pause(isPaused);
  }

  /** Cancels what runs and closes the sessions that are kept. */
  @Override
  public void close() {
    statements.newestFirst().stream()
        .filter(statement -> !statement.status().isFinal())
        .forEach(statement -> statement.cancellation().request());
    held.close();
  }

  private void start(Statement statement, Lease lease) {
    Execution execution = new Execution(statement, lease, clock, limits, faults);
    Thread.ofVirtual()
        .name("statement-" + statement.number())
        .start(
            () -> {
              execution.run();
              tell(statement);
            });
  }

  private void tell(Statement statement) {
    LOG.debug("statement {} is {}", statement.id(), statement.status());
    if (statement.submission().withEvent()) {
      events.statementChanged(
          eventForm.of(statement, clock.instant(), statements.expiry(statement)));
    }
  }
}
