package dev.redshiftpipe.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.pipe.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the process that runs the pipes may do, and what the commands need besides. */
final class ProcessPolicies {
  private static final String GET_QUEUE_URL = "sqs:GetQueueUrl";
  private static final String GET_OBJECT = "s3:GetObject";
  private static final String PUT_OBJECT = "s3:PutObject";

  private final PolicySubject subject;
  private final PolicyOptions options;
  private final Arns arns;

  ProcessPolicies(PolicySubject subject, PolicyOptions options) {
    this.subject = subject;
    this.options = options;
    this.arns = options.arns();
  }

  /** Receives, loads, follows, tells; and the steps of workflows. */
  ObjectNode process() {
    Permissions permissions = new Permissions();
    queues(permissions);
    objects(permissions);
    DataApi.of(subject, arns).run(permissions);
    permissions.allowIf(
        !subject.warehouses().isEmpty(), "CancelStatements", "*", "redshift-data:CancelStatement");
    permissions.allowIf(
        subject.hasWorkflows(), "FindStatementsOfRuns", "*", "redshift-data:ListStatements");
    permissions.allowIf(
        !subject.bus().isEmpty(), "TellOfBatches", arns.bus(subject.bus()), "events:PutEvents");
    return permissions.keys(options.keys(), true).document();
  }

  /** What commands need besides, but setup and teardown. */
  ObjectNode commands() {
    Permissions permissions = new Permissions();
    List<String> buckets =
        Stream.concat(Stream.of(subject.control().bucket()), subject.landingBuckets().stream())
            .map(arns::bucket)
            .toList();
    permissions.allow("CheckNotifications", buckets, "s3:GetBucketNotification");
    permissions.allowIf(
        !subject.bus().isEmpty(), "CheckBus", arns.bus(subject.bus()), "events:DescribeEventBus");
    permissions.allowIf(
        subject.hasWorkflows(),
        "AskForRuns",
        arns.queue(subject.workflowsQueue()),
        "sqs:GetQueueAttributes",
        "sqs:SendMessage");
    DataApi.of(subject, arns).readCatalogue(permissions);
    permissions.allow("FindWhatAProbeLeft", "*", "redshift-data:ListStatements");
    permissions.allow(
        "TakeBackOwn",
        Stream.of("audit/", "state/", "probe/")
            .map(folder -> subject.control().key(folder))
            .map(key -> arns.objects(new Prefix(subject.control().bucket(), key)))
            .toList(),
        "s3:AbortMultipartUpload",
        "s3:DeleteObject");
    return permissions.document();
  }

  private void queues(Permissions permissions) {
    permissions.allow(
        "Receive",
        Stream.of(subject.notificationsQueue(), subject.parkedQueue())
            .map(arns::queue)
            .distinct()
            .toList(),
        GET_QUEUE_URL,
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:SendMessage");
    permissions.allow(
        "DeadLetters",
        arns.queue(subject.deadLettersQueue()),
        GET_QUEUE_URL,
        "sqs:GetQueueAttributes",
        "sqs:SendMessage");
    if (subject.hasWorkflows()) {
      String queue = arns.queue(subject.workflowsQueue());
      permissions.allow(
          "ReceiveRuns",
          queue,
          GET_QUEUE_URL,
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:ChangeMessageVisibility");
      permissions.allowIf(subject.startsWorkflows(), "StartRuns", queue, "sqs:SendMessage");
    }
  }

  private void objects(Permissions permissions) {
    String own = arns.objects(subject.control().prefix());
    List<String> files = subject.read().stream().map(arns::objects).toList();
    permissions.allow("WriteControl", own, PUT_OBJECT, GET_OBJECT);
    if (subject.isAnyUploaded()) {
      permissions.allow("UploadInParts", own, "s3:AbortMultipartUpload");
    }
    permissions.allow("ReadFiles", files, GET_OBJECT);
    if (subject.isAnyPrepared()) {
      permissions.allow("ReadVersions", files, "s3:GetObjectVersion");
    }
    if (subject.isAnyCopied()) {
      // S3 copies the tags of an object with it, and asks for these where it has some
      permissions.allow(
          "ReadTagsOfCopies", files, "s3:GetObjectTagging", "s3:GetObjectVersionTagging");
      permissions.allow("WriteTagsOfCopies", own, "s3:PutObjectTagging");
    }
    List<String> steps = options.workflowObjects().stream().map(arns::objects).toList();
    permissions.allow("ObjectsOfWorkflows", steps, GET_OBJECT, PUT_OBJECT, "s3:DeleteObject");
    // without a condition on the prefix: S3 says of an object that is gone 404 to those alone who
    // may list, and a GET names no prefix that a condition could look at
    List<String> listed = new ArrayList<>(List.of(arns.bucket(subject.control().bucket())));
    subject.landingBuckets().forEach(bucket -> listed.add(arns.bucket(bucket)));
    options.workflowObjects().forEach(prefix -> listed.add(arns.bucket(prefix.bucket())));
    permissions.allow("TellWhatIsGone", listed, "s3:ListBucket");
  }
}
