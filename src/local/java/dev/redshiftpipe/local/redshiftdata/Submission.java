package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an ExecuteStatement or BatchExecuteStatement asked for.
 *
 * @param isBatch whether it was a BatchExecuteStatement, be it of one statement
 * @param isTransaction whether all of it commits together; false for one statement and AUTO_COMMIT
 * @param sessionId the kept session it runs in; null when it has one of its own
 * @param isCsv whether its results are asked for as CSV
 * @param request the request itself
 */
record Submission(
    boolean isBatch,
    boolean isTransaction,
    List<String> sqls,
    Map<String, String> parameters,
    Target target,
    @Nullable String sessionId,
    @Nullable String name,
    boolean isCsv,
    boolean withEvent,
    ObjectNode request) {
  Submission {
    sqls = List.copyOf(sqls);
  }

  static Submission of(Request request, Target target, @Nullable String sessionId) {
    boolean isBatch = request.operation().equals("BatchExecuteStatement");
    return new Submission(
        isBatch,
        isBatch && !request.text("ExecutionMode").orElse("").equals("AUTO_COMMIT"),
        isBatch ? request.texts("Sqls") : List.of(request.required("Sql")),
        request.parameters(),
        target,
        sessionId,
        request.text("StatementName").orElse(null),
        request.text("ResultFormat").orElse("").equals("CSV"),
        request.isSet("WithEvent"),
        request.members().deepCopy());
  }

  /** Those parameters that the statement at the index refers to. */
  Map<String, String> parametersOf(int index) {
    Map<String, String> own = new LinkedHashMap<>(parameters);
    own.keySet().retainAll(SqlText.parameters(sqls.get(index)));
    return own;
  }

  String resultFormat() {
    return isCsv ? "CSV" : "JSON";
  }
}
