package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The event of an ended statement (management guide, data-api-monitoring-events). */
final class EventForm {
  private final Account account;

  EventForm(Account account) {
    this.account = account;
  }

  /**
   * @param now when the event is sent
   * @param expiry when the statement's result is forgotten
   */
  ObjectNode of(Statement statement, Instant now, Instant expiry) {
    Submission submission = statement.submission();
    Standing standing = statement.standing();
    ObjectNode event =
        Json.object()
            .put("version", "0")
            .put("id", UUID.randomUUID().toString())
            .put("detail-type", "Redshift Data Statement Status Change")
            .put("source", "aws.redshift-data")
            .put("account", account.id())
            .put("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", account.region());
    event.putArray("resources").add(resource(submission.target()));
    ObjectNode detail = event.putObject("detail").put("principal", account.principal());
    if (submission.name() != null) {
      detail.put("statementName", submission.name());
    }
    detail
        .put("statementId", statement.id())
        .put("redshiftQueryId", submission.isBatch() ? 0 : standing.parts().getFirst().queryId())
        .put("state", standing.whole().status().name())
        .put("rows", standing.resultRows())
        .put("expireAt", expiry.getEpochSecond());
    return event;
  }

  private String resource(Target target) {
    String workgroup = target.workgroup();
    if (workgroup == null) {
      return "arn:aws:redshift:%s:%s:cluster:%s"
          .formatted(account.region(), account.id(), target.cluster());
    }
    return workgroup.startsWith("arn:")
        ? workgroup
        : "arn:aws:redshift-serverless:%s:%s:workgroup/%s"
            .formatted(account.region(), account.id(), workgroup);
  }
}
