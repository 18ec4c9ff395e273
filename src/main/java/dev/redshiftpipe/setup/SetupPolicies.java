package dev.redshiftpipe.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.pipe.Prefix;
import java.util.ArrayList;
import java.util.List;

/** What {@code setup} may do, and what {@code teardown} needs besides. */
final class SetupPolicies {
  /** How names of rules begin that setup makes. */
  static final String RULES = "redshift-pipe-";

  private final PolicySubject subject;
  private final PolicyOptions options;
  private final Arns arns;

  SetupPolicies(PolicySubject subject, PolicyOptions options) {
    this.subject = subject;
    this.options = options;
    this.arns = options.arns();
  }

  ObjectNode setup() {
    Permissions permissions = new Permissions();
    String control = arns.bucket(subject.control().bucket());
    permissions.allow(
        "MakeQueues",
        queues(),
        "sqs:GetQueueUrl",
        "sqs:GetQueueAttributes",
        "sqs:CreateQueue",
        "sqs:TagQueue",
        "sqs:SetQueueAttributes");
    permissions.allow(
        "MakeControl",
        control,
        "s3:ListBucket",
        "s3:CreateBucket",
        "s3:GetBucketTagging",
        "s3:PutBucketTagging",
        "s3:GetBucketPublicAccessBlock",
        "s3:PutBucketPublicAccessBlock",
        "s3:GetEncryptionConfiguration",
        "s3:PutEncryptionConfiguration",
        "s3:GetBucketPolicy",
        "s3:PutBucketPolicy",
        "s3:GetLifecycleConfiguration",
        "s3:PutLifecycleConfiguration");
    notifications(permissions);
    permissions.allow("FindRules", "*", "events:ListRuleNamesByTarget");
    if (subject.hasRules()) {
      permissions.allow(
          "MakeRules",
          arns.rules(RULES),
          "events:DescribeRule",
          "events:ListTargetsByRule",
          "events:PutRule",
          "events:PutTargets",
          "events:TagResource");
    }
    permissions.allow(
        "RemoveRules", arns.rules(RULES), "events:RemoveTargets", "events:DeleteRule");
    DataApi.of(subject, arns).run(permissions);
    return permissions.keys(options.keys(), false).document();
  }

  ObjectNode teardown() {
    Permissions permissions = new Permissions();
    Prefix bucket = new Prefix(subject.control().bucket(), "");
    permissions.allow(
        "RemoveQueues",
        queues(),
        "sqs:GetQueueUrl",
        "sqs:GetQueueAttributes",
        "sqs:ListQueueTags",
        "sqs:SetQueueAttributes",
        "sqs:DeleteQueue");
    permissions.allow(
        "RemoveControl",
        arns.bucket(bucket.bucket()),
        "s3:ListBucket",
        "s3:GetBucketTagging",
        "s3:GetLifecycleConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:DeleteBucket");
    permissions.allow("EmptyControl", arns.objects(bucket), "s3:DeleteObject");
    notifications(permissions);
    permissions.allow("FindRules", "*", "events:ListRuleNamesByTarget");
    permissions.allow(
        "RemoveRules", arns.rules(RULES), "events:RemoveTargets", "events:DeleteRule");
    DataApi.of(subject, arns).run(permissions);
    return permissions.keys(options.keys(), false).document();
  }

  private void notifications(Permissions permissions) {
    permissions.allow(
        "Notifications",
        subject.landingBuckets().stream().map(arns::bucket).toList(),
        "s3:GetBucketNotification",
        "s3:PutBucketNotification");
  }

  private List<String> queues() {
    List<String> names =
        new ArrayList<>(
            List.of(
                subject.notificationsQueue(), subject.parkedQueue(), subject.deadLettersQueue()));
    if (subject.hasWorkflows()) {
      names.add(subject.workflowsQueue());
    }
    return names.stream().map(arns::queue).distinct().toList();
  }
}
