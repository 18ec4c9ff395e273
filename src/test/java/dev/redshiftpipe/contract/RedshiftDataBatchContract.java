package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.local.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.ExecutionMode;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;
import software.amazon.awssdk.services.redshiftdata.model.SubStatementData;
import software.amazon.awssdk.services.redshiftdata.model.ValidationException;
import software.amazon.awssdk.services.s3.S3Client;

/** What a caller of the Redshift Data API sees of batches. */
abstract class RedshiftDataBatchContract extends RedshiftDataCalls {
  private static final String BUCKET = unique("copied");

  private @Nullable S3Client s3;

  @AfterAll
  void closeS3() {
    if (s3 != null) {
      s3.close();
    }
  }

  private S3Client s3() {
    if (s3 == null) {
      s3 = endpoint().s3();
      s3.createBucket(request -> request.bucket(BUCKET));
    }
    return s3;
  }

  @Nested
  class A_batch {
    @Test
    void commits_as_one() {
      DescribeStatementResponse described =
          describe(
              batch(
                      "CREATE TABLE " + table + " (n int)",
                      "INSERT INTO " + table + " VALUES (1), (2)",
                      "SELECT n FROM " + table)
                  .id());

      assertThat(described.status()).isEqualTo(StatusString.FINISHED);
      assertThat(described.redshiftQueryId()).isZero();
      assertThat(described.hasResultSet()).isTrue();
      assertThat(described.executionMode()).isEqualTo(ExecutionMode.TRANSACTION);
      assertThat(described.subStatements().stream().map(SubStatementData::id))
          .containsExactly(described.id() + ":1", described.id() + ":2", described.id() + ":3");
      assertThat(described.subStatements().get(1).resultRows()).isEqualTo(2);
      assertThat(client().getStatementResult(b -> b.id(described.id() + ":3")).totalNumRows())
          .isEqualTo(2);
      assertThatThrownBy(() -> client().getStatementResult(b -> b.id(described.id())))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("can only be retrieved with sub-statement id");
      assertThat(rowsOf(table)).isEqualTo(2);
    }

    @Test
    void that_fails_takes_nothing_in() {
      execute("CREATE TABLE " + table + " (n int)");

      DescribeStatementResponse described =
          describe(
              batch("INSERT INTO " + table + " VALUES (1)", "SELECT 1/0", "SELECT 3", "SELECT 4")
                  .id());

      assertThat(described.status()).isEqualTo(StatusString.FAILED);
      assertThat(described.error()).startsWith("Query #2 failed with ERROR: division by zero");
      assertThat(described.subStatements().stream().map(SubStatementData::statusAsString))
          .containsExactly("FINISHED", "FAILED", "ABORTED", "ABORTED");
      assertThat(described.subStatements().get(1).error()).startsWith("ERROR: division by zero");
      assertThat(described.subStatements().get(2).error())
          .isEqualTo("Connection or an prior query failed.");
      assertThat(described.subStatements().get(2).duration()).isEqualTo(-1);
      assertThat(rowsOf(table)).isZero();
    }

    @Test
    void that_finds_no_database_tells_why_at_its_head_only() {
      String id =
          client()
              .batchExecuteStatement(
                  b ->
                      b.workgroupName("analytics")
                          .database("nowhere")
                          .sqls("SELECT 1", "SELECT 2")
                          .waitTimeSeconds(30))
              .id();

      DescribeStatementResponse described = describe(id);

      assertThat(described.error()).contains("nowhere");
      assertThat(described.subStatements())
          .allSatisfy(
              part -> {
                assertThat(part.statusAsString()).isEqualTo("ABORTED");
                assertThat(part.error()).isEqualTo("Connection or an prior query failed.");
              });
    }

    @Test
    void in_auto_commit_keeps_what_came_before_the_failure() {
      execute("CREATE TABLE " + table + " (n int)");

      client()
          .batchExecuteStatement(
              many("INSERT INTO " + table + " VALUES (1)", "SELECT 1/0")
                  .executionMode(ExecutionMode.AUTO_COMMIT)
                  .build());

      assertThat(rowsOf(table)).isEqualTo(1);
    }

    @Test
    void shares_its_parameters() {
      String id =
          client()
              .batchExecuteStatement(
                  many("SELECT :a", "SELECT :b || :a")
                      .parameters(parameter("a", "x"), parameter("b", "y"))
                      .build())
              .id();

      assertThat(client().getStatementResult(b -> b.id(id + ":2")).records().getFirst())
          .containsExactly(Field.fromStringValue("yx"));
    }

    @Test
    void has_forty_statements_at_most() {
      String[] sqls = IntStream.range(0, 41).mapToObj(n -> "SELECT " + n).toArray(String[]::new);

      assertThatThrownBy(() -> batch(sqls))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("1 validation error detected")
          .hasMessageContaining(
              "at 'sqls' failed to satisfy constraint: Member must have length less than or equal"
                  + " to 40");
    }

    @Test
    void that_takes_longer_than_the_statement_timeout_is_failed_not_aborted() {
      DescribeStatementResponse described =
          describe(batch("SET statement_timeout TO 300", SLOW, "SELECT 1").id());

      assertThat(described.status()).isEqualTo(StatusString.FAILED);
      assertThat(described.subStatements().stream().map(SubStatementData::statusAsString))
          .containsExactly("FINISHED", "FAILED", "ABORTED");
      assertThat(described.subStatements().get(1).error()).contains("cancelled on user's request");
    }

    @Test
    void that_is_cancelled_is_aborted_and_undone() {
      execute("CREATE TABLE " + table + " (n int)");
      String id =
          client()
              .batchExecuteStatement(
                  many("INSERT INTO " + table + " VALUES (1)", SLOW, "SELECT 1")
                      .waitTimeSeconds(null)
                      .build())
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

      assertThat(client().cancelStatement(b -> b.id(id)).status()).isTrue();

      assertThat(describe(id).status()).isEqualTo(StatusString.ABORTED);
      assertThat(rowsOf(table)).isZero();
      assertThatThrownBy(() -> client().cancelStatement(b -> b.id(id)))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("already in ABORTED state");
    }
  }

  @Nested
  class A_batch_that_copies {
    @BeforeEach
    void makeTable() {
      execute("CREATE TABLE " + table + " (id INT, name VARCHAR(9), price DECIMAL(8,2))");
    }

    @Test
    void counts_the_rows_of_a_manifest_of_zipped_files_with_headers() {
      put("1.csv.gz", gzip("id,name,price\n1,one,1.5\n2,\"two, \",\n"));
      put("2.csv.gz", gzip("id,name,price\n3,three,3\n"));
      put("manifest", manifest("1.csv.gz", "2.csv.gz"));

      DescribeStatementResponse described =
          describe(
              batch(
                      "LOCK " + table,
                      copy("manifest", "MANIFEST CSV GZIP IGNOREHEADER 1"),
                      "SELECT pg_last_copy_count(), pg_last_copy_id()")
                  .id());

      assertThat(described.error()).isNull();
      SubStatementData copied = described.subStatements().get(1);
      assertThat(copied.resultRows()).isEqualTo(3);
      assertThat(copied.hasResultSet()).isFalse();
      assertThat(copied.redshiftQueryId()).isPositive();
      assertThat(resultOf(described.id() + ":3"))
          .containsExactly(
              List.of(Field.fromLongValue(3L), Field.fromLongValue(copied.redshiftQueryId())));
      assertThat(read("SELECT id, name, price FROM " + table + " WHERE id = 2"))
          .containsExactly(
              List.of(
                  Field.fromLongValue(2L), Field.fromStringValue("two, "), Field.fromIsNull(true)));
      assertThat(
              read(
                  "SELECT TRIM(file_name), lines_scanned FROM sys_load_detail WHERE query_id = "
                      + copied.redshiftQueryId()
                      + " ORDER BY 1"))
          .extracting(row -> row.getFirst().stringValue())
          .containsExactly(url("1.csv.gz"), url("2.csv.gz"));
    }

    @Test
    void reads_json_by_names() {
      put("odd key/ü+1.json", "{\"id\": 1, \"name\": \"a\"}\n{\"price\": 2.5, \"x\": [1]}");

      String id = batch(copy("odd key/", "JSON 'auto'")).id();

      assertThat(describe(id).subStatements().getFirst().resultRows()).isEqualTo(2);
      assertThat(read("SELECT name, price FROM " + table + " ORDER BY id"))
          .containsExactly(
              List.of(Field.fromStringValue("a"), Field.fromIsNull(true)),
              List.of(Field.fromIsNull(true), Field.fromStringValue("2.50")));
    }

    @Test
    void and_fails_leaves_nothing_but_the_reason() {
      put("good.csv", "1,one,1\n");
      put("bad.csv", "2,two,2\nthree,three,3\n");
      put("mixed", manifest("good.csv", "bad.csv"));

      DescribeStatementResponse described =
          describe(
              batch(
                      "INSERT INTO " + table + " VALUES (0, 'zero', 0)",
                      copy("mixed", "MANIFEST CSV"),
                      "SELECT 1")
                  .id());

      assertThat(described.status()).isEqualTo(StatusString.FAILED);
      assertThat(described.subStatements().stream().map(SubStatementData::statusAsString))
          .containsExactly("FINISHED", "FAILED", "ABORTED");
      SubStatementData failed = described.subStatements().get(1);
      assertThat(failed.error())
          .startsWith("ERROR: Load into table '" + table + "' failed.")
          .contains("Check 'sys_load_error_detail' system table for details.");
      assertThat(rowsOf(table)).isZero();
      String error =
          "SELECT line_number, TRIM(column_name), TRIM(file_name), TRIM(error_message) FROM"
              + " sys_load_error_detail WHERE ";
      List<List<Field>> bySession = read(error + "session_id = " + described.redshiftPid());
      assertThat(bySession.getLast().subList(0, 3))
          .containsExactly(
              Field.fromLongValue(2L),
              Field.fromStringValue("id"),
              Field.fromStringValue(url("bad.csv")));
      assertThat(bySession.getLast().get(3).stringValue()).startsWith("Invalid digit");
      assertThat(failed.redshiftQueryId()).isPositive();
      assertThat(read(error + "query_id = " + failed.redshiftQueryId()))
          .containsExactly(bySession.getLast());
    }

    @Test
    void without_loading_finds_the_bad_lines() {
      put("lines.csv", "1,one,1\nx,two,2\n3,y,z\n");

      DescribeStatementResponse described =
          describe(batch(copy("lines.csv", "CSV NOLOAD MAXERROR 10")).id());

      assertThat(described.status()).isEqualTo(StatusString.FINISHED);
      assertThat(rowsOf(table)).isZero();
      assertThat(
              read(
                  "SELECT line_number FROM sys_load_error_detail WHERE query_id = "
                      + described.subStatements().getFirst().redshiftQueryId()
                      + " ORDER BY 1"))
          .containsExactly(List.of(Field.fromLongValue(2L)), List.of(Field.fromLongValue(3L)));
    }

    private String copy(String key, String options) {
      return "COPY %s FROM '%s' IAM_ROLE default %s".formatted(table, url(key), options);
    }

    private String manifest(String... keys) {
      return Stream.of(keys)
          .map(key -> "{\"url\": \"" + url(key) + "\", \"mandatory\": true}")
          .collect(Collectors.joining(", ", "{\"entries\": [", "]}"));
    }

    private String url(String key) {
      return "s3://" + BUCKET + "/" + table + "/" + key;
    }

    private void put(String key, String text) {
      put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String key, byte[] bytes) {
      s3().putObject(
              request -> request.bucket(BUCKET).key(table + "/" + key),
              RequestBody.fromBytes(bytes));
    }

    private static byte[] gzip(String text) {
      var bytes = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(bytes)) {
        gzip.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  }
}
