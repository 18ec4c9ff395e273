package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.util.List;
import java.util.function.Predicate;

/**
 * ListStatements: newest first, by default those that are FINISHED. There is one caller, so {@code
 * RoleLevel} changes nothing.
 */
final class ListStatements implements Operation {
  private static final int PAGE = 100;

  private final StatementBook statements;

  ListStatements(StatementBook statements) {
    this.statements = statements;
  }

  @Override
  public ObjectNode answer(Request request) throws AwsError {
    if (request.has("ClusterIdentifier") && request.has("WorkgroupName")) {
      throw Refusals.invalid("ClusterIdentifier and WorkgroupName can't both be specified.");
    }
    // a token is the number of the last statement shown: newer ones do not shift the pages
    long last = PageToken.start(request, "statements");
    int size = request.number("MaxResults").filter(most -> most > 0).orElse(PAGE);
    List<Statement> found =
        statements.newestFirst().stream()
            .filter(statement -> last == 0 || statement.number() < last)
            .filter(wanted(request))
            .limit(size + 1L)
            .toList();
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("Statements");
    found.stream().limit(size).forEach(statement -> list.add(entry(statement)));
    if (found.size() > size) {
      PageToken.put(answer, "statements", found.get(size - 1).number());
    }
    return answer;
  }

  private static Predicate<Statement> wanted(Request request) {
    String status = request.text("Status").orElse("FINISHED");
    String prefix = request.text("StatementName").orElse("");
    return statement -> {
      Submission submission = statement.submission();
      Target target = submission.target();
      return (status.equals("ALL") || status.equals(statement.status().name()))
          && (prefix.isEmpty()
              || (submission.name() != null && submission.name().startsWith(prefix)))
          && request.text("Database").map(target.database()::equals).orElse(true)
          && request.text("ClusterIdentifier").map(n -> n.equals(target.cluster())).orElse(true)
          && request.text("WorkgroupName").map(n -> n.equals(target.workgroup())).orElse(true);
    };
  }

  private static ObjectNode entry(Statement statement) {
    Submission submission = statement.submission();
    Progress whole = statement.standing().whole();
    ObjectNode entry =
        Json.object()
            .put("Id", statement.id())
            .put("Status", whole.status().name())
            .put("IsBatchStatement", submission.isBatch())
            .put("ResultFormat", submission.resultFormat());
    if (submission.isBatch()) {
      ArrayNode sqls = entry.putArray("QueryStrings");
      submission.sqls().forEach(sqls::add);
    } else {
      entry.put("QueryString", submission.sqls().getFirst());
    }
    if (submission.name() != null) {
      entry.put("StatementName", submission.name());
    }
    if (submission.target().secret() != null) {
      entry.put("SecretArn", submission.target().secret());
    }
    if (submission.sessionId() != null) {
      entry.put("SessionId", submission.sessionId());
    }
    Json.putParameters(entry, submission.parameters());
    Json.putTime(entry, "CreatedAt", whole.createdAt());
    Json.putTime(entry, "UpdatedAt", whole.updatedAt());
    return entry;
  }
}
