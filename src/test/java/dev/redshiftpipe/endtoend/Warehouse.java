package dev.redshiftpipe.endtoend;

import java.util.List;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;

/** A database of the warehouse, asked through the Data API. */
public record Warehouse(RedshiftDataClient client, String database) {
  static final String WORKGROUP = "analytics";

  /** The rows of a query, the columns as text with {@code |} between; none for other statements. */
  public List<String> rows(String sql) {
    DescribeStatementResponse finished = finished(sql);
    return !finished.hasResultSet()
        ? List.of()
        : client.getStatementResultPaginator(request -> request.id(finished.id())).stream()
            .flatMap(page -> page.records().stream())
            .map(row -> String.join("|", row.stream().map(Warehouse::text).toList()))
            .toList();
  }

  /** A table of {@code id} and {@code name}, made anew. */
  public void table(String name) {
    rows("CREATE TABLE " + name + " (id INT NOT NULL, name VARCHAR(200))");
  }

  /** The rows of a table that {@link #table} has made: {@code id|name}. */
  List<String> rowsOf(String table) {
    return rows("SELECT id, name FROM " + table);
  }

  /** Rows of the load history of a table: {@code file_url|status}. */
  List<String> history(String target) {
    return rows(
        "SELECT file_url, status FROM redshift_pipe.load_history WHERE target = '%s'"
            .formatted(target));
  }

  private DescribeStatementResponse finished(String sql) {
    DescribeStatementResponse ended = ended(sql);
    // the views over all histories are made anew with every new table, which who polls them may run
    // into
    while (String.valueOf(ended.error()).contains("deadlock detected")) {
      ended = ended(sql);
    }
    if (!ended.statusAsString().equals("FINISHED")) {
      throw new IllegalStateException(sql + " is " + ended.status() + ": " + ended.error());
    }
    return ended;
  }

  private DescribeStatementResponse ended(String sql) {
    String id =
        client
            .executeStatement(
                request -> request.workgroupName(WORKGROUP).database(database).sql(sql))
            .id();
    DescribeStatementResponse described;
    do {
      described = client.describeStatement(request -> request.id(id).waitTimeSeconds(20));
    } while (!List.of("FINISHED", "FAILED", "ABORTED").contains(described.statusAsString()));
    return described;
  }

  private static String text(Field field) {
    return switch (field.type()) {
      case LONG_VALUE -> String.valueOf(field.longValue());
      case DOUBLE_VALUE -> String.valueOf(field.doubleValue());
      case BOOLEAN_VALUE -> String.valueOf(field.booleanValue());
      case IS_NULL -> "null";
      default -> field.stringValue() == null ? "" : field.stringValue();
    };
  }
}
