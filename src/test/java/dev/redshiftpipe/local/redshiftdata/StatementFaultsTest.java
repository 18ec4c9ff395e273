package dev.redshiftpipe.local.redshiftdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SharedWarehouse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a statement that a test lets fail. */
final class StatementFaultsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PRIOR_FAILED = "Connection or an prior query failed.";

  private final FaultsOfTheTest faults = new FaultsOfTheTest();
  private final RedshiftDataService service =
      new RedshiftDataService(
          SharedWarehouse.WAREHOUSE::open,
          InstantSource.system(),
          Limits.ofAws(),
          new Account("000000000000", "us-east-1"),
          StatementEvents.NOBODY_LISTENS,
          faults);

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void a_part_that_is_to_fail_fails_and_takes_all_with_it() throws Exception {
    faults.failingPart = 1;

    JsonNode described = batch("'CREATE TABLE undone_by_fault (n int)','SELECT 2','SELECT 3'");

    assertThat(described.path("Status").asText()).isEqualTo("FAILED");
    assertThat(described.path("Error").asText()).isEqualTo("Query #2 failed with ERROR: 1023");
    assertThat(described.path("SubStatements"))
        .extracting(part -> part.path("Status").asText())
        .containsExactly("FINISHED", "FAILED", "ABORTED");
    assertThat(described.path("SubStatements"))
        .extracting(part -> part.path("Error").asText())
        .containsExactly("", "ERROR: 1023", PRIOR_FAILED);
    try (Session session = SharedWarehouse.WAREHOUSE.open("dev", "test")) {
      assertThatThrownBy(() -> session.execute("SELECT * FROM undone_by_fault", Map.of()))
          .hasMessageContaining("does not exist");
    }
  }

  @Test
  void a_connection_that_is_to_fail_leaves_only_aborted_parts() throws Exception {
    faults.connectionFailure = Optional.of("FATAL: connection limit exceeded");

    JsonNode described = batch("'SELECT 1','SELECT 2'");

    assertThat(described.path("Status").asText()).isEqualTo("FAILED");
    assertThat(described.path("Error").asText()).isEqualTo("FATAL: connection limit exceeded");
    assertThat(described.path("RedshiftPid").asInt()).isZero();
    assertThat(described.path("SubStatements"))
        .extracting(part -> part.path("Status").asText() + " " + part.path("Error").asText())
        .containsExactly("ABORTED " + PRIOR_FAILED, "ABORTED " + PRIOR_FAILED);
  }

  @Test
  void an_answer_can_be_changed_into_a_status_that_says_nothing() throws Exception {
    faults.unknownStatuses = 1;

    assertThat(batch("'SELECT 1'").path("Status").asText()).isEqualTo("UNKNOWN");
    assertThat(batch("'SELECT 1'").path("Status").asText()).isEqualTo("FINISHED");
  }

  @Test
  void a_paused_warehouse_refuses_statements_and_catalogue_but_describes_what_ran()
      throws Exception {
    String id = batch("'SELECT 1'").path("Id").asText();

    service.pause(true);

    assertPaused("ExecuteStatement", "'Sql':'SELECT 1'");
    assertPaused("BatchExecuteStatement", "'Sqls':['SELECT 1']");
    assertPaused("ListTables", "'MaxResults':1");
    assertThat(call("DescribeStatement", "'Id':'" + id + "'").path("Status").asText())
        .isEqualTo("FINISHED");
    service.pause(false);
    assertThat(batch("'SELECT 1'").path("Status").asText()).isEqualTo("FINISHED");
  }

  private void assertPaused(String operation, String members) {
    assertThatThrownBy(
            () -> call(operation, members + ",'WorkgroupName':'analytics','Database':'dev'"))
        .hasMessage(PausableSessions.PAUSED)
        .isInstanceOfSatisfying(
            AwsError.class, error -> assertThat(error.type()).isEqualTo("ValidationException"));
  }

  /** Runs a batch to its end, and describes it. */
  private JsonNode batch(String sqls) throws Exception {
    String request =
        "'WaitTimeSeconds':30,'WorkgroupName':'analytics','Database':'dev','Sqls':[" + sqls + "]";
    String id = call("BatchExecuteStatement", request).path("Id").asText();
    return call("DescribeStatement", "'Id':'" + id + "'");
  }

  private JsonNode call(String operation, String members) throws Exception {
    ObjectNode request = (ObjectNode) JSON.readTree("{" + members.replace('\'', '"') + "}");
    return service.answer(operation, request);
  }

  private static final class FaultsOfTheTest implements Faults {
    private int failingPart = -1;
    private int unknownStatuses;
    private Optional<String> connectionFailure = Optional.empty();

    @Override
    public Optional<String> failure(String statementId, ObjectNode request, int part) {
      return part == failingPart ? Optional.of("ERROR: 1023") : Optional.empty();
    }

    @Override
    public Optional<String> connectionFailure(String statementId, ObjectNode request) {
      return connectionFailure;
    }

    @Override
    public void afterEffect(String operation, ObjectNode request, ObjectNode answer) {
      if (operation.equals("DescribeStatement") && unknownStatuses > 0) {
        unknownStatuses--;
        answer.put("Status", "UNKNOWN");
      }
    }
  }
}
