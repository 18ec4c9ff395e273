package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * ListSessions: one by its id, or those that a filter leaves, newest first. There is one caller, so
 * {@code RoleLevel} changes nothing.
 */
final class ListSessions implements Operation {
  private static final int PAGE = 100;

  private final HeldSessions held;

  ListSessions(HeldSessions held) {
    this.held = held;
  }

  @Override
  public ObjectNode answer(Request request) throws AwsError {
    if (request.has("SessionId")
        && Stream.of("Status", "ClusterIdentifier", "WorkgroupName", "Database")
            .anyMatch(request::has)) {
      throw Refusals.invalid("SessionId can't be specified together with a filter.");
    }
    if (request.has("ClusterIdentifier") && request.has("WorkgroupName")) {
      throw Refusals.invalid("ClusterIdentifier and WorkgroupName can't both be specified.");
    }
    List<HeldSession.View> found =
        request.has("SessionId")
            ? List.of(held.find(request.required("SessionId")).view())
            : held.all().stream().filter(wanted(request)).toList();
    long start = PageToken.start(request, "sessions");
    int size = request.number("MaxResults").filter(most -> most > 0).orElse(PAGE);
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("Sessions");
    found.stream().skip(start).limit(size).forEach(session -> list.add(entry(session)));
    if (found.size() > start + size) {
      PageToken.put(answer, "sessions", start + size);
    }
    return answer;
  }

  private static Predicate<HeldSession.View> wanted(Request request) {
    return session -> {
      Target target = session.target();
      return request.text("Status").map(session.state().name()::equals).orElse(true)
          && request.text("Database").map(target.database()::equals).orElse(true)
          && request.text("ClusterIdentifier").map(n -> n.equals(target.cluster())).orElse(true)
          && request.text("WorkgroupName").map(n -> n.equals(target.workgroup())).orElse(true);
    };
  }

  private static ObjectNode entry(HeldSession.View session) {
    ObjectNode entry =
        Json.object()
            .put("SessionId", session.id())
            .put("Status", session.state().name())
            .put("SessionAliveSeconds", session.keepAlive().toSeconds());
    session.target().describeIn(entry);
    entry.remove("SecretArn");
    if (session.statementId() != null) {
      entry.put("CurrentStatementId", session.statementId());
    }
    Json.putTime(entry, "CreatedAt", session.createdAt());
    Json.putTime(entry, "UpdatedAt", session.updatedAt());
    Json.putTime(entry, "SessionTtl", session.expiry());
    return entry;
  }
}
