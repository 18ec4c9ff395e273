package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.local.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultResponse;
import software.amazon.awssdk.services.redshiftdata.model.RedshiftDataException;
import software.amazon.awssdk.services.redshiftdata.model.ResourceNotFoundException;
import software.amazon.awssdk.services.redshiftdata.model.ResultFormatString;
import software.amazon.awssdk.services.redshiftdata.model.SessionStatusString;
import software.amazon.awssdk.services.redshiftdata.model.StatementStatusString;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;
import software.amazon.awssdk.services.redshiftdata.model.ValidationException;

/** What a caller of the Redshift Data API sees; batches apart. */
abstract class RedshiftDataContract extends RedshiftDataCalls {

  @Nested
  class One_statement {
    @Test
    void gives_typed_fields() {
      String id =
          execute(
                  "SELECT 1 AS n, CAST(2.5 AS double precision), TRUE, 'text', CAST(1.50 AS"
                      + " numeric(4,2)), CAST(NULL AS int)")
              .id();

      GetStatementResultResponse result = client().getStatementResult(b -> b.id(id));

      assertThat(result.totalNumRows()).isEqualTo(1);
      assertThat(result.columnMetadata().getFirst().name()).isEqualTo("n");
      assertThat(result.columnMetadata().getFirst().typeName()).isEqualTo("int4");
      assertThat(result.records().getFirst())
          .containsExactly(
              Field.fromLongValue(1L),
              Field.fromDoubleValue(2.5),
              Field.fromBooleanValue(true),
              Field.fromStringValue("text"),
              Field.fromStringValue("1.50"),
              Field.fromIsNull(true));
    }

    @Test
    void prints_times_as_redshifts_driver_does() {
      assertThat(
              read("SELECT '2022-02-22'::TIMESTAMP, '2022-02-22 01:02:03.450'::TIMESTAMP,"
                      + " '2022-02-22'::DATE, '01:02:03'::TIME")
                  .getFirst())
          .extracting(Field::stringValue)
          .containsExactly(
              "2022-02-22 00:00:00.0", "2022-02-22 01:02:03.45", "2022-02-22", "01:02:03");
    }

    @Test
    void is_described_with_its_figures() {
      ExecuteStatementResponse submitted = execute("SELECT 1");

      DescribeStatementResponse described = describe(submitted.id());

      assertThat(submitted.status()).isEqualTo(StatementStatusString.FINISHED);
      assertThat(described.status()).isEqualTo(StatusString.FINISHED);
      assertThat(described.duration()).isPositive();
      assertThat(described.redshiftPid()).isPositive();
      assertThat(described.resultRows()).isEqualTo(1);
      assertThat(described.hasResultSet()).isTrue();
      assertThat(described.queryString()).isEqualTo("SELECT 1");
      assertThat(described.workgroupName()).isEqualTo("analytics");
      assertThat(described.clusterIdentifier()).isNull();
      assertThat(described.subStatements()).isEmpty();
      assertThat(Duration.between(described.createdAt(), described.updatedAt()))
          .isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void that_fails_is_no_error_of_the_call() {
      String id = execute("SELEC 1").id();

      DescribeStatementResponse described = describe(id);

      assertThat(described.status()).isEqualTo(StatusString.FAILED);
      assertThat(described.error()).startsWith("ERROR: syntax error").contains("\n  Position: 1");
      assertThat(described.resultRows()).isEqualTo(-1);
      assertThatThrownBy(() -> client().getStatementResult(b -> b.id(id)))
          .isInstanceOf(ResourceNotFoundException.class)
          .hasMessageContaining("Query does not have result");
    }

    @Test
    void in_an_unknown_database_fails() {
      String id =
          client()
              .executeStatement(
                  b ->
                      b.workgroupName("analytics")
                          .database("nowhere")
                          .sql("SELECT 1")
                          .waitTimeSeconds(30))
              .id();

      assertThat(describe(id).status()).isEqualTo(StatusString.FAILED);
      assertThat(describe(id).error()).contains("nowhere");
    }

    @Test
    void takes_named_parameters_as_text() {
      String id =
          client()
              .executeStatement(
                  one("SELECT CAST(:n AS int) + 1, :word || '!'")
                      .parameters(parameter("n", "41"), parameter("word", "it's"))
                      .build())
              .id();

      assertThat(client().getStatementResult(b -> b.id(id)).records().getFirst())
          .containsExactly(Field.fromLongValue(42L), Field.fromStringValue("it's!"));
      assertThat(describe(id).queryParameters()).hasSize(2);
    }

    @Test
    void refuses_a_parameter_that_it_does_not_use() {
      assertThatThrownBy(
              () ->
                  client()
                      .executeStatement(one("SELECT ':n'").parameters(parameter("n", "1")).build()))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("[n]");
    }

    @Test
    void that_is_two_is_refused() {
      assertThatThrownBy(() -> execute("SELECT 1; SELECT 2"))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("Multi-statement sql is not supported");
      assertThat(execute("SELECT ';'; -- ;\n").status()).isEqualTo(StatementStatusString.FINISHED);
    }

    @Test
    void of_a_cluster_has_no_workgroup() {
      ExecuteStatementResponse submitted =
          client()
              .executeStatement(
                  b ->
                      b.clusterIdentifier("main").dbUser("loader").database("dev").sql("SELECT 1"));

      assertThat(submitted.clusterIdentifier()).isEqualTo("main");
      assertThat(submitted.workgroupName()).isNull();
      assertThat(submitted.dbUser()).isEqualTo("loader");
      assertThat(submitted.status()).isNull();
    }

    @Test
    void gives_csv_only_through_v2() {
      String id =
          client()
              .executeStatement(
                  one("SELECT 1, 'a,b', CAST(NULL AS int)")
                      .resultFormat(ResultFormatString.CSV)
                      .build())
              .id();

      assertThat(client().getStatementResultV2(b -> b.id(id)).records().getFirst().csvRecords())
          .isEqualTo("1,\"a,b\",\r\n");
      assertThatThrownBy(() -> client().getStatementResult(b -> b.id(id)))
          .isInstanceOf(ValidationException.class);
    }

    @Test
    void with_many_rows_comes_in_pages() {
      String id = execute("SELECT repeat('x', 60000) FROM generate_series(1, 40)").id();

      List<GetStatementResultResponse> pages =
          client().getStatementResultPaginator(b -> b.id(id)).stream().toList();

      assertThat(pages).hasSizeGreaterThan(1);
      assertThat(pages.stream().mapToInt(page -> page.records().size()).sum()).isEqualTo(40);
    }
  }

  @Nested
  class A_client_token {
    @Test
    void runs_a_request_once() {
      execute("CREATE TABLE " + table + " (n int)");
      ExecuteStatementRequest request =
          one("INSERT INTO " + table + " VALUES (1)").clientToken(table).build();

      String first = client().executeStatement(request).id();
      String second = client().executeStatement(request).id();

      assertThat(second).isEqualTo(first);
      assertThat(rowsOf(table)).isEqualTo(1);
    }

    @Test
    void stands_for_one_request_only() {
      client().executeStatement(one("SELECT 1").clientToken(table).build());

      assertThatThrownBy(
              () -> client().executeStatement(one("SELECT 2").clientToken(table).build()))
          .isInstanceOf(ValidationException.class);
    }
  }

  @Nested
  class A_session {
    @Test
    void keeps_temporary_tables_and_runs_one_statement_at_a_time() {
      String session =
          client()
              .executeStatement(
                  one("CREATE TEMP TABLE kept AS SELECT 5 AS n")
                      .sessionKeepAliveSeconds(60)
                      .build())
              .sessionId();

      String id = inSession(session, "SELECT n FROM kept", 30).id();
      String sleeping = inSession(session, SLOW, null).id();

      assertThat(client().getStatementResult(b -> b.id(id)).records().getFirst())
          .containsExactly(Field.fromLongValue(5L));
      assertThat(describe(id).sessionId()).isEqualTo(session);
      assertThatThrownBy(() -> inSession(session, "SELECT 1", null))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("BUSY");
      assertThat(client().listSessions(b -> b.sessionId(session)).sessions())
          .singleElement()
          .satisfies(
              shown -> {
                assertThat(shown.status()).isEqualTo(SessionStatusString.BUSY);
                assertThat(shown.currentStatementId()).isEqualTo(sleeping);
                assertThat(shown.sessionAliveSeconds()).isEqualTo(60);
              });
      Awaitility.await()
          .atMost(Patience.LONG)
          .until(
              () ->
                  client().describeStatement(b -> b.id(sleeping)).status() == StatusString.STARTED);
      client().cancelStatement(b -> b.id(sleeping));
      assertThat(client().listSessions(b -> b.status(SessionStatusString.AVAILABLE)).sessions())
          .anyMatch(shown -> shown.sessionId().equals(session));
    }

    private ExecuteStatementResponse inSession(String session, String sql, @Nullable Integer wait) {
      return client().executeStatement(b -> b.sessionId(session).sql(sql).waitTimeSeconds(wait));
    }
  }

  @Nested
  class The_lists {
    @Test
    void name_statements_by_prefix_and_status() {
      client().executeStatement(one("SELECT 1").statementName(table + "-a").build());
      client().executeStatement(one("SELEC 1").statementName(table + "-b").build());
      client()
          .batchExecuteStatement(many("SELECT 1", "SELECT 2").statementName(table + "-c").build());

      assertThat(client().listStatements(b -> b.statementName(table)).statements())
          .extracting(one -> one.statementName())
          .containsExactly(table + "-c", table + "-a");
      assertThat(
              client()
                  .listStatementsPaginator(
                      b -> b.statementName(table).status(StatusString.ALL).maxResults(2))
                  .statements()
                  .stream()
                  .map(one -> one.statementName() + " " + one.isBatchStatement()))
          .containsExactly(table + "-c true", table + "-b false", table + "-a false");
    }

    @Test
    void show_the_catalogue() {
      execute(
          "CREATE TABLE "
              + table
              + " (id int NOT NULL, name varchar(20) DEFAULT 'x', price numeric(8,2))");

      assertThat(
              client().listDatabases(b -> b.workgroupName("analytics").database("dev")).databases())
          .contains("dev");
      assertThat(
              client()
                  .listSchemas(
                      b -> b.workgroupName("analytics").database("dev").schemaPattern("pub%"))
                  .schemas())
          .containsExactly("public");
      assertThat(
              client()
                  .listTables(
                      b -> b.workgroupName("analytics").database("dev").tablePattern(table + "%"))
                  .tables())
          .singleElement()
          .satisfies(
              shown -> {
                assertThat(shown.name()).isEqualTo(table);
                assertThat(shown.schema()).isEqualTo("public");
                assertThat(shown.type()).isEqualTo("TABLE");
              });
      Map<String, Integer> nullable =
          client()
              .describeTablePaginator(
                  b ->
                      b.workgroupName("analytics")
                          .database("dev")
                          .schema("public")
                          .table(table)
                          .maxResults(2))
              .stream()
              .flatMap(page -> page.columnList().stream())
              .collect(Collectors.toMap(column -> column.name(), column -> column.nullable()));
      assertThat(nullable).isEqualTo(Map.of("id", 0, "name", 1, "price", 1));
    }

    @Test
    void refuse_a_token_of_another_list() {
      assertThatThrownBy(() -> client().listStatements(b -> b.nextToken("nonsense")))
          .isInstanceOf(ValidationException.class);
    }
  }

  @Nested
  class A_wrong_request {
    @Test
    void is_told_all_that_is_wrong() {
      assertThatThrownBy(
              () ->
                  client()
                      .executeStatement(
                          b ->
                              b.sql("SELECT 1")
                                  .clusterIdentifier("Not_Valid")
                                  .waitTimeSeconds(31)
                                  .database("dev")))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("2 validation errors detected")
          .hasMessageContaining("Value '31' at 'waitTimeSeconds' failed to satisfy constraint");
    }

    @Test
    void needs_one_warehouse_and_a_database() {
      assertThatThrownBy(() -> client().executeStatement(b -> b.sql("SELECT 1").database("dev")))
          .isInstanceOf(ValidationException.class);
      assertThatThrownBy(
              () ->
                  client()
                      .executeStatement(
                          b ->
                              b.sql("SELECT 1")
                                  .database("dev")
                                  .clusterIdentifier("a")
                                  .workgroupName("analytics")))
          .isInstanceOf(ValidationException.class);
      assertThatThrownBy(
              () -> client().executeStatement(b -> b.sql("SELECT 1").workgroupName("analytics")))
          .isInstanceOf(ValidationException.class);
    }

    @Test
    void finds_no_unknown_statement() {
      String unknown = UUID.randomUUID().toString();

      assertThatThrownBy(() -> client().describeStatement(b -> b.id(unknown)))
          .isInstanceOf(ResourceNotFoundException.class)
          .hasMessageContaining("Query does not exist.");
    }

    @Test
    void is_too_long() {
      assertThatThrownBy(() -> execute("SELECT '" + "x".repeat(102_400) + "'"))
          .isInstanceOf(RedshiftDataException.class)
          .hasMessageContaining("Cannot process query string larger than 100kB");
    }
  }
}
