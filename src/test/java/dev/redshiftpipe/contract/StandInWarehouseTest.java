package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.local.Patience;
import dev.redshiftpipe.local.StandIn;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;
import software.amazon.awssdk.services.redshiftdata.model.SubStatementData;
import software.amazon.awssdk.services.redshiftdata.model.ValidationException;

/** A warehouse that restarts, is paused, or may not read. */
class StandInWarehouseTest extends RedshiftDataCalls {
  private static final String TERMINATED =
      "FATAL: terminating connection due to administrator command";

  private final StandIn standIn;

  StandInWarehouseTest() throws IOException {
    standIn = StandIn.start(StandInOptions.forTests().withFaults(new SecretObjects()));
  }

  @Override
  AwsEndpoint endpoint() {
    return new AwsEndpoint(standIn.endpoint());
  }

  @AfterAll
  void stop() {
    standIn.close();
  }

  @Test
  void a_restart_fails_what_runs_and_undoes_it() {
    execute("CREATE TABLE " + table + " (n int)");
    String id = startedAfter("INSERT INTO " + table + " VALUES (1)");

    standIn.dropConnections();

    DescribeStatementResponse described = describe(id);
    assertThat(described.status()).isEqualTo(StatusString.FAILED);
    assertThat(described.error()).isEqualTo("Query #2 failed with " + TERMINATED);
    assertThat(described.subStatements().stream().map(SubStatementData::statusAsString))
        .containsExactly("FINISHED", "FAILED", "ABORTED");
    assertThat(rowsOf(table)).isZero();
  }

  @Test
  void a_pause_ends_what_runs_and_refuses_what_comes_until_it_is_over() {
    String id = startedAfter("SELECT 1");

    standIn.pauseWarehouse();

    assertThat(describe(id).error()).endsWith(TERMINATED);
    assertThatThrownBy(() -> execute("SELECT 1"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("paused");
    standIn.resumeWarehouse();
    assertThat(describe(execute("SELECT 1").id()).status()).isEqualTo(StatusString.FINISHED);
  }

  @Test
  void a_kept_session_does_not_survive_a_restart() {
    String session =
        client().executeStatement(one("SELECT 1").sessionKeepAliveSeconds(60).build()).sessionId();
    standIn.dropConnections();

    String id =
        client()
            .executeStatement(b -> b.sessionId(session).sql("SELECT 2").waitTimeSeconds(30))
            .id();

    assertThat(describe(id).status()).isEqualTo(StatusString.FAILED);
    assertThat(client().listSessions(b -> b.sessionId(session)).sessions().getFirst())
        .extracting(shown -> shown.statusAsString())
        .isEqualTo("CLOSED");
  }

  @Test
  void an_object_that_may_not_be_read_fails_a_copy_and_can_still_be_read_by_others() {
    try (var s3 = endpoint().s3()) {
      s3.createBucket(request -> request.bucket("guarded"));
      s3.putObject(
          request -> request.bucket("guarded").key("secret/1"), RequestBody.fromString("1"));
      execute("CREATE TABLE " + table + " (n int)");

      String id = execute("COPY " + table + " FROM 's3://guarded/secret/' IAM_ROLE default").id();

      assertThat(describe(id).error())
          .isEqualTo("ERROR: S3ServiceException:Access Denied,Status 403,Error AccessDenied");
      assertThat(
              s3.getObjectAsBytes(request -> request.bucket("guarded").key("secret/1"))
                  .asUtf8String())
          .isEqualTo("1");
    }
  }

  /** A batch whose second of three parts runs for long, and has begun to. */
  private String startedAfter(String first) {
    String id =
        client()
            .batchExecuteStatement(many(first, SLOW, "SELECT 1").waitTimeSeconds(null).build())
            .id();
    Awaitility.await()
        .atMost(Patience.LONG)
        .until(
            () ->
                client()
                    .describeStatement(b -> b.id(id))
                    .subStatements()
                    .get(1)
                    .statusAsString()
                    .equals("STARTED"));
    return id;
  }

  private static final class SecretObjects implements Faults {
    @Override
    public boolean isReadable(String bucket, String key) {
      return !key.startsWith("secret/");
    }
  }
}
