package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.local.AwsSide;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/** What only a process of its own can show: its environment, its death, its exit code. */
class StandInProcessTest {
  private final Path folder;

  StandInProcessTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void a_warehouse_alone_reads_from_the_s3_that_the_environment_names() throws Exception {
    try (AwsSide elsewhere = AwsSide.start(0, null, List.of(), Clock.systemUTC());
        var s3 = new AwsEndpoint(elsewhere.endpoint()).s3();
        StandInProcess warehouse =
            StandInProcess.start(
                folder.resolve("out"),
                Map.of(
                    "AWS_ENDPOINT_URL_S3", elsewhere.endpoint().toString(),
                    "AWS_ACCESS_KEY_ID", "any",
                    "AWS_SECRET_ACCESS_KEY", "any"),
                "-Dparts=warehouse");
        RedshiftDataClient client = warehouse.endpoint().redshiftData()) {
      s3.createBucket(request -> request.bucket("far"));
      s3.putObject(request -> request.bucket("far").key("f.csv"), RequestBody.fromString("1\n2\n"));

      DescribeStatementResponse described =
          batch(
              client,
              "CREATE TABLE t (n INT)",
              "COPY t FROM 's3://far/f.csv' IAM_ROLE default CSV");

      assertThat(described.error()).isNull();
      assertThat(described.subStatements().get(1).resultRows()).isEqualTo(2);
    }
  }

  @Test
  void all_is_there_again_after_a_kill() throws Exception {
    String data = "-Ddata=" + folder.resolve("data");
    StandInProcess killed = StandInProcess.start(folder.resolve("first"), Map.of(), data);
    AwsEndpoint first = killed.endpoint();
    try (var s3 = first.s3();
        var sqs = first.sqs();
        var client = first.redshiftData()) {
      s3.createBucket(request -> request.bucket("kept"));
      s3.putObject(request -> request.bucket("kept").key("k"), RequestBody.fromString("object"));
      String url = sqs.createQueue(request -> request.queueName("kept")).queueUrl();
      batch(client, "CREATE TABLE kept (n INT)", "INSERT INTO kept VALUES (1), (2)");
      sqs.sendMessage(request -> request.queueUrl(url).messageBody("message"));
    } finally {
      killed.kill();
    }

    try (StandInProcess again = StandInProcess.start(folder.resolve("second"), Map.of(), data);
        var s3 = again.endpoint().s3();
        var sqs = again.endpoint().sqs();
        var client = again.endpoint().redshiftData()) {
      assertThat(s3.getObjectAsBytes(request -> request.bucket("kept").key("k")).asUtf8String())
          .isEqualTo("object");
      String url = sqs.getQueueUrl(request -> request.queueName("kept")).queueUrl();
      assertThat(Contract.receive(sqs, url, 5))
          .singleElement()
          .satisfies(message -> assertThat(message.body()).isEqualTo("message"));
      DescribeStatementResponse read = batch(client, "SELECT n FROM kept");
      assertThat(read.error()).isNull();
      assertThat(read.subStatements().getFirst().resultRows()).isEqualTo(2);
    }
  }

  @Test
  void a_port_in_use_is_one_line_and_a_failure() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        StandInProcess refused =
            StandInProcess.start(
                folder.resolve("out"), Map.of(), "-Dparts=sqs", "-Dport=" + other.getLocalPort())) {
      assertThat(refused.awaitExit()).isEqualTo(1);
      assertThat(refused.printed())
          .contains("port " + other.getLocalPort() + " for the AWS endpoint is in use")
          .doesNotContain("\tat ");
    }
  }

  private static DescribeStatementResponse batch(RedshiftDataClient client, String... sqls) {
    String id =
        client
            .batchExecuteStatement(
                request ->
                    request
                        .workgroupName("analytics")
                        .database("dev")
                        .sqls(sqls)
                        .waitTimeSeconds(30))
            .id();
    DescribeStatementResponse described =
        client.describeStatement(request -> request.id(id).waitTimeSeconds(30));
    assertThat(described.status()).as(described.error()).isEqualTo(StatusString.FINISHED);
    return described;
  }
}
