package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.ExecutionMode;
import software.amazon.awssdk.services.redshiftdata.model.ListStatementsRequest;
import software.amazon.awssdk.services.redshiftdata.model.SqlParameter;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/** What calls of the Data API say. */
final class BatchRequests {
  private static final int MOST_LISTED = 100;

  private BatchRequests() {}

  /** The newest statements whose names begin alike; without a status only those that finished. */
  static ListStatementsRequest named(Warehouse warehouse, String prefix) {
    ListStatementsRequest.Builder request =
        ListStatementsRequest.builder()
            .database(warehouse.database())
            .statementName(prefix)
            .status(StatusString.ALL)
            .maxResults(MOST_LISTED);
    return (warehouse.cluster().isEmpty()
            ? request.workgroupName(warehouse.workgroup())
            : request.clusterIdentifier(warehouse.cluster()))
        .build();
  }

  /** All statements as one transaction, with the credentials that the warehouse's settings name. */
  static BatchExecuteStatementRequest.Builder transaction(
      Warehouse warehouse, List<Statement> statements, String name, String clientToken) {
    BatchExecuteStatementRequest.Builder request =
        BatchExecuteStatementRequest.builder()
            .database(warehouse.database())
            .statementName(name)
            .clientToken(clientToken)
            .sqls(statements.stream().map(Statement::sql).toList());
    if (warehouse.cluster().isEmpty()) {
      request.workgroupName(warehouse.workgroup());
    } else {
      request.clusterIdentifier(warehouse.cluster());
    }
    if (!warehouse.secretArn().isEmpty()) {
      request.secretArn(warehouse.secretArn());
    }
    if (!warehouse.dbUser().isEmpty()) {
      request.dbUser(warehouse.dbUser());
    }
    return request;
  }

  /** The same with values for the parameters of its SQL; or each statement on its own. */
  static BatchExecuteStatementRequest withValues(
      BatchExecuteStatementRequest.Builder request,
      Map<String, String> values,
      boolean isTransaction) {
    if (!isTransaction) {
      request.executionMode(ExecutionMode.AUTO_COMMIT);
    }
    if (!values.isEmpty()) {
      request.parameters(
          values.entrySet().stream()
              .map(one -> SqlParameter.builder().name(one.getKey()).value(one.getValue()).build())
              .toList());
    }
    return request.build();
  }
}
