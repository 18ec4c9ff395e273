package dev.redshiftpipe.local.redshiftdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.Patience;
import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SharedWarehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the clock, the limits, the events and the faults do; the rest is in the contract. */
final class RedshiftDataServiceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WAREHOUSE = "'WorkgroupName':'analytics','Database':'dev'";

  private static final Sessions SESSIONS = SharedWarehouse.WAREHOUSE::open;

  private Sessions sessions = SESSIONS;
  private final List<ObjectNode> events = new CopyOnWriteArrayList<>();
  private Instant now = Instant.parse("2026-11-21T08:00:00.125Z");
  private Faults faults = Faults.NONE;
  private @Nullable RedshiftDataService service;

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void writes_times_as_epoch_seconds_with_milliseconds() throws Exception {
    start(Limits.ofAws());

    JsonNode answer = call("ExecuteStatement", "'Sql':'SELECT 1'," + WAREHOUSE);

    assertThat(answer.path("CreatedAt").toString()).isEqualTo("1795248000.125");
  }

  @Test
  void forgets_results_after_a_day() throws Exception {
    start(Limits.ofAws());
    String id = finished("SELECT 1");

    now = now.plus(Duration.ofHours(24).minusMillis(1));
    assertThat(call("DescribeStatement", "'Id':'" + id + "'").path("Status").asText())
        .isEqualTo("FINISHED");
    now = now.plusMillis(1);

    assertThatThrownBy(() -> call("DescribeStatement", "'Id':'" + id + "'"))
        .isInstanceOfSatisfying(
            AwsError.class,
            error -> {
              assertThat(error.type()).isEqualTo("ResourceNotFoundException");
              assertThat(error.members()).containsEntry("ResourceId", id);
            });
  }

  @Test
  void forgets_client_tokens_after_eight_hours() throws Exception {
    start(Limits.ofAws());
    String request = "'ClientToken':'t','Sql':'SELECT 1'," + WAREHOUSE;
    String first = call("ExecuteStatement", request).path("Id").asText();

    now = now.plus(Duration.ofHours(7));
    assertThat(call("ExecuteStatement", request).path("Id").asText()).isEqualTo(first);
    now = now.plus(Duration.ofHours(1));

    assertThat(call("ExecuteStatement", request).path("Id").asText()).isNotEqualTo(first);
  }

  @Test
  void closes_a_kept_session_when_its_time_is_over() throws Exception {
    start(Limits.ofAws());
    String session =
        call(
                "ExecuteStatement",
                "'SessionKeepAliveSeconds':60,'WaitTimeSeconds':30,'Sql':'SELECT 1'," + WAREHOUSE)
            .path("SessionId")
            .asText();

    now = now.plusSeconds(60);

    assertThatThrownBy(
            () -> call("ExecuteStatement", "'Sql':'SELECT 1','SessionId':'" + session + "'"))
        .hasMessageContaining("CLOSED");
    assertThat(call("ListSessions", "'Status':'CLOSED'").path("Sessions")).hasSize(1);
  }

  @Test
  void takes_no_more_active_statements_sessions_and_waiters_than_its_limits() throws Exception {
    start(new Limits(40, 100, Limits.FOREVER, Limits.FOREVER, 1000, 1, 0, 0, 1000, Map.of()));
    String id =
        call(
                "ExecuteStatement",
                "'Sql':'SELECT count(*) FROM pg_attribute a, pg_attribute b, pg_attribute c',"
                    + WAREHOUSE)
            .path("Id")
            .asText();

    assertRefused(
        "ActiveStatementsExceededException", "ExecuteStatement", "'Sql':'SELECT 1'," + WAREHOUSE);
    assertRefused(
        "ActiveWaitingRequestsExceededException",
        "DescribeStatement",
        "'WaitTimeSeconds':1,'Id':'" + id + "'");
    call("CancelStatement", "'Id':'" + id + "'");
    assertRefused(
        "ActiveSessionsExceededException",
        "ExecuteStatement",
        "'SessionKeepAliveSeconds':1,'Sql':'SELECT 1'," + WAREHOUSE);
  }

  @Test
  void throttles_calls_beyond_their_rate_by_operation() throws Exception {
    start(Limits.ofAws());
    String id = finished("SELECT 1");
    for (int i = 0; i < 20; i++) {
      call("GetStatementResult", "'Id':'" + id + "'");
    }

    assertRefused("ThrottlingException", "GetStatementResult", "'Id':'" + id + "'");
    call("DescribeStatement", "'Id':'" + id + "'");
    now = now.plusMillis(50);
    call("GetStatementResult", "'Id':'" + id + "'");
    assertRefused("ThrottlingException", "GetStatementResult", "'Id':'" + id + "'");
  }

  @Test
  void fails_a_statement_whose_result_is_too_large() throws Exception {
    start(new Limits(40, 100, Limits.FOREVER, Limits.FOREVER, 1000, 9, 9, 9, 1000, Map.of()));

    String id = finished("SELECT repeat(chr(120), 1001)");

    assertThat(call("DescribeStatement", "'Id':'" + id + "'").path("Status").asText())
        .isEqualTo("FAILED");
  }

  @Test
  void rolls_back_a_batch_for_a_result_that_is_too_large() throws Exception {
    start(new Limits(40, 100, Limits.FOREVER, Limits.FOREVER, 1000, 9, 9, 9, 1000, Map.of()));

    call(
        "BatchExecuteStatement",
        "'WaitTimeSeconds':30,'Sqls':['CREATE TABLE undone (n int)','SELECT repeat(chr(120), 1001)'],"
            + WAREHOUSE);

    JsonNode tables = call("ListTables", "'TablePattern':'undone'," + WAREHOUSE);
    assertThat(tables.path("Tables")).isEmpty();
  }

  @Test
  void sends_the_event_of_a_statement_that_asked_for_it() throws Exception {
    start(Limits.ofAws());

    finished("SELECT 1");
    String id =
        call(
                "ExecuteStatement",
                "'WithEvent':true,'StatementName':'load','Sql':'SELECT 1'," + WAREHOUSE)
            .path("Id")
            .asText();

    Awaitility.await().atMost(Patience.LONG).until(() -> events.size() == 1);
    JsonNode event = events.getFirst();
    assertThat(event.path("detail-type").asText())
        .isEqualTo("Redshift Data Statement Status Change");
    assertThat(event.path("time").asText()).isEqualTo("2026-11-21T08:00:00Z");
    assertThat(event.path("resources").path(0).asText())
        .isEqualTo("arn:aws:redshift-serverless:us-east-1:000000000000:workgroup/analytics");
    assertThat(event.path("detail").path("statementId").asText()).isEqualTo(id);
    assertThat(event.path("detail").path("statementName").asText()).isEqualTo("load");
    assertThat(event.path("detail").path("state").asText()).isEqualTo("FINISHED");
    assertThat(event.path("detail").path("expireAt").asLong())
        .isEqualTo(now.plus(Duration.ofHours(24)).getEpochSecond());
  }

  @Test
  void tells_of_a_commit_that_failed_at_the_head_of_a_batch_only() throws Exception {
    sessions = (database, user) -> new UncommittingSession(SESSIONS.open(database, user));
    start(Limits.ofAws());

    String id =
        call("BatchExecuteStatement", "'WaitTimeSeconds':30,'Sqls':['SELECT 1']," + WAREHOUSE)
            .path("Id")
            .asText();

    JsonNode described = call("DescribeStatement", "'Id':'" + id + "'");
    assertThat(described.path("Status").asText()).isEqualTo("FAILED");
    assertThat(described.path("Error").asText()).isEqualTo("ERROR: 1023");
    assertThat(described.path("SubStatements").path(0).path("Status").asText())
        .isEqualTo("FINISHED");
  }

  @Test
  void does_not_list_what_only_the_stand_in_has() throws Exception {
    start(Limits.ofAws());

    JsonNode schemas = call("ListSchemas", "'SchemaPattern':'p%'," + WAREHOUSE).path("Schemas");

    assertThat(schemas).extracting(JsonNode::asText).containsExactly("pg_catalog", "public");
  }

  @Test
  void may_lose_the_answer_of_what_took_effect() throws Exception {
    faults =
        new Faults() {
          private boolean isLost;

          @Override
          public void afterEffect(String operation, ObjectNode request, ObjectNode answer)
              throws AwsError {
            if (!isLost) {
              isLost = true;
              throw new AwsError(500, "InternalServerException", "lost");
            }
          }
        };
    start(Limits.ofAws());
    String request = "'ClientToken':'once','StatementName':'lost','Sql':'SELECT 1'," + WAREHOUSE;

    assertRefused("InternalServerException", "ExecuteStatement", request);
    call("ExecuteStatement", request);

    assertThat(call("ListStatements", "'Status':'ALL'").path("Statements")).hasSize(1);
  }

  @Test
  void may_report_what_it_committed_as_aborted() throws Exception {
    faults =
        new Faults() {
          @Override
          public boolean isReportedAborted(String statementId, ObjectNode request) {
            return request.path("Sqls").path(0).asText().startsWith("CREATE");
          }
        };
    start(Limits.ofAws());

    JsonNode batch =
        call(
            "BatchExecuteStatement",
            "'WaitTimeSeconds':30,'Sqls':['CREATE TABLE misreported (n int)']," + WAREHOUSE);

    assertThat(batch.path("Status").asText()).isEqualTo("ABORTED");
    try (Session session = sessions.open("dev", "test")) {
      assertThat(session.execute("DROP TABLE misreported", Map.of())).isNotNull();
    }
  }

  @Test
  void may_refuse_a_statement_before_it_takes_effect() throws Exception {
    faults =
        new Faults() {
          @Override
          public void beforeEffect(String operation, ObjectNode request) throws AwsError {
            if (operation.equals("ExecuteStatement")) {
              throw new AwsError(400, "ThrottlingException", "Rate exceeded");
            }
          }
        };
    start(Limits.ofAws());

    assertRefused("ThrottlingException", "ExecuteStatement", "'Sql':'SELECT 1'," + WAREHOUSE);
    assertThat(call("ListStatements", "'Status':'ALL'").path("Statements")).isEmpty();
  }

  @Test
  void refuses_unknown_warehouses_operations_and_types() {
    service =
        new RedshiftDataService(
            sessions,
            InstantSource.system(),
            Limits.none(),
            new Account("000000000000", "us-east-1", Set.of("analytics")),
            StatementEvents.NOBODY_LISTENS,
            Faults.NONE);

    assertRefused(
        "ValidationException",
        "ExecuteStatement",
        "'Sql':'SELECT 1','WorkgroupName':'other','Database':'dev'");
    assertRefused("UnknownOperationException", "ExplainStatement", "");
    assertRefused("SerializationException", "ExecuteStatement", "'Sql':1," + WAREHOUSE);
    assertRefused(
        "DatabaseConnectionException",
        "ListTables",
        "'WorkgroupName':'analytics','Database':'nowhere'");
  }

  private void start(Limits limits) {
    service =
        new RedshiftDataService(
            sessions,
            () -> now,
            limits,
            new Account("000000000000", "us-east-1"),
            events::add,
            faults);
  }

  private String finished(String sql) throws Exception {
    return call("ExecuteStatement", "'WaitTimeSeconds':30,'Sql':'" + sql + "'," + WAREHOUSE)
        .path("Id")
        .asText();
  }

  private void assertRefused(String type, String operation, String members) {
    assertThatThrownBy(() -> call(operation, members))
        .isInstanceOfSatisfying(AwsError.class, error -> assertThat(error.type()).isEqualTo(type));
  }

  private JsonNode call(String operation, String members) throws Exception {
    RedshiftDataService started = service;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    ObjectNode request = (ObjectNode) JSON.readTree("{" + members.replace('\'', '"') + "}");
    return started.answer(operation, request);
  }
}
