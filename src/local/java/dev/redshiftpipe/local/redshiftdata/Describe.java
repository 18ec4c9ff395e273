package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import org.jspecify.annotations.Nullable;

/**
 * DescribeStatement. An id with suffix is answered with that part's own figures, without {@code
 * SubStatements} (assumed).
 */
final class Describe implements Operation {
  /** A batch as a whole has no query (management guide, data-api-calling). */
  private static final long NO_QUERY = 0;

  private final StatementBook statements;
  private final Waiting waiting;

  Describe(StatementBook statements, Waiting waiting) {
    this.statements = statements;
    this.waiting = waiting;
  }

  @Override
  public ObjectNode answer(Request request) throws AwsError {
    String id = request.required("Id");
    PartOfStatement asked = statements.find(id);
    waiting.await(request, asked.statement());
    Submission submission = asked.statement().submission();
    Standing standing = asked.statement().standing();
    ObjectNode answer =
        asked.isWhole()
            ? whole(asked.statement(), standing)
            : part(id, submission.sqls().get(asked.index()), standing.parts().get(asked.index()));
    submission.target().describeIn(answer);
    answer.put("RedshiftPid", standing.pid());
    answer.put("ResultFormat", submission.resultFormat());
    Json.putParameters(answer, submission.parameters());
    if (submission.sessionId() != null) {
      answer.put("SessionId", submission.sessionId());
    }
    return answer;
  }

  private static ObjectNode whole(Statement statement, Standing standing) {
    Submission submission = statement.submission();
    boolean isBatch = submission.isBatch();
    ObjectNode answer =
        progress(statement.id(), isBatch ? null : submission.sqls().getFirst(), standing.whole())
            .put("HasResultSet", standing.hasResultSet())
            .put("ResultRows", standing.resultRows())
            .put("ResultSize", standing.resultSize())
            .put("RedshiftQueryId", isBatch ? NO_QUERY : standing.parts().getFirst().queryId());
    if (isBatch) {
      answer.put("ExecutionMode", submission.isTransaction() ? "TRANSACTION" : "AUTO_COMMIT");
      ArrayNode parts = answer.putArray("SubStatements");
      for (int index = 0; index < submission.sqls().size(); index++) {
        String id = "%s:%d".formatted(statement.id(), index + 1);
        parts.add(part(id, submission.sqls().get(index), standing.parts().get(index)));
      }
    }
    return answer;
  }

  private static ObjectNode part(String id, String sql, Progress part) {
    return progress(id, sql, part)
        .put("HasResultSet", part.hasResultSet())
        .put("ResultRows", part.resultRows())
        .put("ResultSize", part.resultSize())
        .put("RedshiftQueryId", part.queryId());
  }

  private static ObjectNode progress(String id, @Nullable String sql, Progress progress) {
    ObjectNode answer =
        Json.object()
            .put("Id", id)
            .put("Status", progress.status().name())
            .put("Duration", progress.duration());
    if (sql != null) {
      answer.put("QueryString", sql);
    }
    if (progress.error() != null) {
      answer.put("Error", progress.error());
    }
    Json.putTime(answer, "CreatedAt", progress.createdAt());
    Json.putTime(answer, "UpdatedAt", progress.updatedAt());
    return answer;
  }
}
