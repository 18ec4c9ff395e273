package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.warehouse.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GetStatementResult for results asked for as JSON, GetStatementResultV2 for CSV. Either refuses
 * the other's. A part of a transaction has a result only once the whole of it has committed
 * (assumed: whether AWS shows results that were rolled back is not documented).
 */
final class GetResult implements Operation {
  private final StatementBook statements;
  private final Waiting waiting;
  private final int pageBytes;
  private final boolean isCsv;

  GetResult(StatementBook statements, Waiting waiting, Limits limits, boolean isCsv) {
    this.statements = statements;
    this.waiting = waiting;
    this.pageBytes = limits.pageBytes();
    this.isCsv = isCsv;
  }

  @Override
  public ObjectNode answer(Request request) throws AwsError {
    String id = request.required("Id");
    PartOfStatement asked = statements.find(id);
    Submission submission = asked.statement().submission();
    if (submission.isBatch() && asked.isWhole()) {
      // apache/airflow#40427
      throw Refusals.invalid(
          "BatchExecuteStatement result can only be retrieved with sub-statement id.");
    }
    if (submission.isCsv() != isCsv) {
      throw Refusals.invalid(
          "The result of the statement is in %s format; use %s."
              .formatted(
                  submission.resultFormat(),
                  isCsv ? "GetStatementResult" : "GetStatementResultV2"));
    }
    waiting.await(request, asked.statement());
    return page(request, id, resultOf(asked, id));
  }

  private static Result resultOf(PartOfStatement asked, String id) throws AwsError {
    Standing standing = asked.statement().standing();
    boolean isSettled =
        standing.whole().status() == Status.FINISHED
            || !asked.statement().submission().isTransaction();
    Result result = standing.parts().get(asked.isWhole() ? 0 : asked.index()).result();
    if (!isSettled || result == null || !result.hasResultSet()) {
      throw Refusals.notFound(
          "Query does not have result. Please check query status with DescribeStatement.", id);
    }
    return result;
  }

  private ObjectNode page(Request request, String id, Result result) throws AwsError {
    List<List<@Nullable Object>> rows = result.rows();
    int start = (int) Math.min(PageToken.start(request, id), rows.size());
    int end = start;
    long size = 0;
    while (end < rows.size() && (end == start || size < pageBytes)) {
      size += ResultSize.ofRow(rows.get(end));
      end++;
    }
    ObjectNode answer = Json.object();
    ArrayNode records = answer.putArray("Records");
    if (isCsv) {
      answer.put("ResultFormat", "CSV");
      records.addObject().put("CSVRecords", ResultRows.csv(rows.subList(start, end)));
    } else {
      rows.subList(start, end)
          .forEach(row -> records.add(ResultRows.fields(result.columns(), row)));
    }
    ArrayNode columns = answer.putArray("ColumnMetadata");
    result.columns().forEach(column -> columns.add(ColumnForm.of(column)));
    answer.put("TotalNumRows", rows.size());
    if (end < rows.size()) {
      PageToken.put(answer, id, end);
    }
    return answer;
  }
}
