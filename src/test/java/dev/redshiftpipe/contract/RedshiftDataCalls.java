package dev.redshiftpipe.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.SqlParameter;

/** Statements for a workgroup {@code analytics} with a database {@code dev}. */
abstract class RedshiftDataCalls extends Contract {
  /** Runs for minutes unless it is cancelled. */
  static final String SLOW =
      "SELECT count(*) FROM pg_attribute a, pg_attribute b, pg_attribute c WHERE a.attnum + b.attnum"
          + " = c.attnum";

  /** A name that no other test uses. */
  String table = "";

  private @Nullable RedshiftDataClient client;

  @BeforeEach
  void nameTable() {
    table = unique("t").replace('-', '_');
  }

  @AfterAll
  void closeClient() {
    if (client != null) {
      client.close();
    }
  }

  RedshiftDataClient client() {
    if (client == null) {
      client = endpoint().redshiftData();
    }
    return client;
  }

  ExecuteStatementResponse execute(String sql) {
    return client().executeStatement(one(sql).build());
  }

  BatchExecuteStatementResponse batch(String... sqls) {
    return client().batchExecuteStatement(many(sqls).build());
  }

  DescribeStatementResponse describe(String id) {
    return client().describeStatement(b -> b.id(id).waitTimeSeconds(30));
  }

  long rowsOf(String name) {
    return read("SELECT count(*) FROM " + name).getFirst().getFirst().longValue();
  }

  List<List<Field>> read(String sql) {
    return resultOf(execute(sql).id());
  }

  List<List<Field>> resultOf(String id) {
    return client().getStatementResult(b -> b.id(id)).records();
  }

  static ExecuteStatementRequest.Builder one(String sql) {
    return ExecuteStatementRequest.builder()
        .workgroupName("analytics")
        .database("dev")
        .sql(sql)
        .waitTimeSeconds(30);
  }

  static BatchExecuteStatementRequest.Builder many(String... sqls) {
    return BatchExecuteStatementRequest.builder()
        .workgroupName("analytics")
        .database("dev")
        .sqls(sqls)
        .waitTimeSeconds(30);
  }

  static SqlParameter parameter(String name, String value) {
    return SqlParameter.builder().name(name).value(value).build();
  }
}
