package dev.redshiftpipe.local.demo;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.SqlParameter;

/** Asks the warehouse through the Data API. */
record Questions(RedshiftDataClient client, String workgroup, String database) {

  /** Runs the statements one after the other. */
  void run(List<String> statements, Map<String, String> parameters) {
    statements.forEach(statement -> finished(statement, parameters));
  }

  /** The rows of a query, all values as text. */
  List<List<String>> rows(String sql) {
    String id = finished(sql, Map.of());
    return client.getStatementResultPaginator(request -> request.id(id)).stream()
        .flatMap(page -> page.records().stream())
        .map(row -> row.stream().map(Questions::text).toList())
        .toList();
  }

  private String finished(String sql, Map<String, String> parameters) {
    String id =
        client
            .executeStatement(
                request -> {
                  request.workgroupName(workgroup).database(database).sql(sql);
                  if (!parameters.isEmpty()) {
                    request.parameters(
                        parameters.entrySet().stream()
                            .map(
                                p ->
                                    SqlParameter.builder()
                                        .name(p.getKey())
                                        .value(p.getValue())
                                        .build())
                            .toList());
                  }
                })
            .id();
    DescribeStatementResponse described;
    do {
      described = client.describeStatement(request -> request.id(id).waitTimeSeconds(20));
    } while (!List.of("FINISHED", "FAILED", "ABORTED").contains(described.statusAsString()));
    if (!described.statusAsString().equals("FINISHED")) {
      throw new IllegalStateException(sql + " is " + described.status() + ": " + described.error());
    }
    return id;
  }

  private static String text(Field field) {
    return switch (field.type()) {
      case LONG_VALUE -> String.valueOf(field.longValue());
      case DOUBLE_VALUE -> String.valueOf(field.doubleValue());
      case BOOLEAN_VALUE -> String.valueOf(field.booleanValue());
      case IS_NULL -> "";
      default -> field.stringValue() == null ? "" : field.stringValue();
    };
  }
}
