package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.http.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the Data API asks of SQL and its parameters before it takes them. */
final class SubmittedSql {
  private final Limits limits;

  SubmittedSql(Limits limits) {
    this.limits = limits;
  }

  /**
   * Lets pass what may be submitted.
   *
   * @throws AwsError ValidationException for SQL that is too long, for several statements in one
   *     string, for a parameter given twice or used nowhere
   */
  void check(Request request) throws AwsError {
    List<String> sqls =
        request.operation().equals("BatchExecuteStatement")
            ? request.texts("Sqls")
            : List.of(request.required("Sql"));
    for (String sql : sqls) {
      if (sql.getBytes(StandardCharsets.UTF_8).length > limits.statementBytes()) {
        throw Refusals.invalid("Cannot process query string larger than 100kB");
      }
      if (SqlText.holdsSeveralStatements(sql)) {
        throw Refusals.invalid(
            "Multi-statement sql is not supported. Please use batch execute statement API.");
      }
    }
    checkParameters(request, sqls);
  }

  private static void checkParameters(Request request, List<String> sqls) throws AwsError {
    Set<String> unused = new LinkedHashSet<>(request.parameters().keySet());
    if (unused.size() < request.members().path("Parameters").size()) {
      throw Refusals.invalid("Parameters list contains a name twice.");
    }
    sqls.forEach(sql -> unused.removeAll(SqlText.parameters(sql)));
    if (!unused.isEmpty()) {
      throw Refusals.invalid(
          "Parameters list contains unused parameters. Unused parameters: " + unused);
    }
  }
}
