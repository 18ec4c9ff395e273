package dev.redshiftpipe.iam;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Why each action stands in a policy: a class of the end-to-end suite that makes the call, or a
 * reason why none can. {@link Calls} holds the classes to it, {@code PoliciesTest} the policies.
 */
public final class Needed {
  /** By class: policy and action. */
  private static final Map<String, Set<String>> BY_CLASS =
      Map.of(
          "XmlIT",
          of(
              """
              process sqs:GetQueueUrl
              process sqs:GetQueueAttributes
              process sqs:ReceiveMessage
              process sqs:DeleteMessage
              process sqs:SendMessage
              process s3:PutObject
              process s3:GetObject
              process redshift-data:BatchExecuteStatement
              process redshift-data:DescribeStatement
              process redshift-serverless:GetCredentials
              copy s3:GetObject
              copy s3:ListBucket
              """),
          "ManifestIT",
          of("process s3:ListBucket"),
          "EventsIT",
          of("process events:PutEvents"),
          "WorkflowIT",
          of(
              """
              process redshift-data:ListStatements
              process redshift-data:CancelStatement
              process sqs:ChangeMessageVisibility
              process s3:DeleteObject
              """),
          "MostRecentViewIT",
          of(
              """
              unload s3:PutObject
              unload s3:DeleteObject
              unload s3:ListBucket
              """),
          "CommandsIT",
          of(
              """
              commands s3:GetBucketNotification
              commands events:DescribeEventBus
              commands sqs:GetQueueAttributes
              commands sqs:SendMessage
              commands redshift-data:ListDatabases
              commands redshift-data:ListSchemas
              commands redshift-data:ListTables
              commands redshift-data:DescribeTable
              """),
          "InferIT",
          of("commands redshift-data:ListStatements"),
          "AuditIT",
          of(
              """
              process redshift-data:GetStatementResult
              commands s3:DeleteObject
              """),
          "SetupIT",
          of(
              """
              setup sqs:GetQueueUrl
              setup sqs:GetQueueAttributes
              setup sqs:CreateQueue
              setup sqs:TagQueue
              setup sqs:SetQueueAttributes
              setup s3:ListBucket
              setup s3:CreateBucket
              setup s3:GetBucketTagging
              setup s3:PutBucketTagging
              setup s3:GetBucketPublicAccessBlock
              setup s3:PutBucketPublicAccessBlock
              setup s3:GetEncryptionConfiguration
              setup s3:PutEncryptionConfiguration
              setup s3:GetBucketPolicy
              setup s3:PutBucketPolicy
              setup s3:GetLifecycleConfiguration
              setup s3:PutLifecycleConfiguration
              setup s3:GetBucketNotification
              setup s3:PutBucketNotification
              setup events:ListRuleNamesByTarget
              setup events:DescribeRule
              setup events:ListTargetsByRule
              setup events:PutRule
              setup events:PutTargets
              setup events:TagResource
              setup redshift-data:BatchExecuteStatement
              setup redshift-data:DescribeStatement
              setup redshift-data:GetStatementResult
              setup redshift-serverless:GetCredentials
              teardown sqs:GetQueueUrl
              teardown sqs:GetQueueAttributes
              teardown sqs:ListQueueTags
              teardown sqs:SetQueueAttributes
              teardown sqs:DeleteQueue
              teardown s3:ListBucket
              teardown s3:GetBucketTagging
              teardown s3:DeleteBucket
              teardown s3:DeleteObject
              teardown s3:GetBucketNotification
              teardown s3:PutBucketNotification
              teardown events:ListRuleNamesByTarget
              teardown events:RemoveTargets
              teardown events:DeleteRule
              teardown redshift-data:BatchExecuteStatement
              teardown redshift-data:DescribeStatement
              teardown redshift-data:GetStatementResult
              teardown redshift-serverless:GetCredentials
              """));

  private static final String BY_THE_DATA_API =
      "the Data API asks for it, with the caller's permissions; the stand-in has no such users";
  private static final String KEYS = "S3, SQS and Secrets Manager ask for it";
  private static final String LARGE = "what is left of uploads of more than 8 MB that fail";
  private static final String VERSIONS = "the stand-in has no buckets with versions";
  private static final String TAGS = "S3 asks for it when a file that is copied has tags";

  /** By policy and action: why no test calls it. */
  private static final Map<String, String> NEVER_CALLED =
      Map.ofEntries(
          Map.entry("process redshift:GetClusterCredentials", BY_THE_DATA_API),
          Map.entry("process redshift:GetClusterCredentialsWithIAM", BY_THE_DATA_API),
          Map.entry("process secretsmanager:GetSecretValue", BY_THE_DATA_API),
          Map.entry("setup redshift:GetClusterCredentials", BY_THE_DATA_API),
          Map.entry("setup redshift:GetClusterCredentialsWithIAM", BY_THE_DATA_API),
          Map.entry("setup secretsmanager:GetSecretValue", BY_THE_DATA_API),
          Map.entry("teardown redshift:GetClusterCredentials", BY_THE_DATA_API),
          Map.entry("teardown redshift:GetClusterCredentialsWithIAM", BY_THE_DATA_API),
          Map.entry("teardown secretsmanager:GetSecretValue", BY_THE_DATA_API),
          Map.entry("process kms:Decrypt", KEYS),
          Map.entry("process kms:GenerateDataKey", KEYS),
          Map.entry("setup kms:Decrypt", KEYS),
          Map.entry("teardown kms:Decrypt", KEYS),
          Map.entry("copy kms:Decrypt", KEYS),
          Map.entry("unload kms:Decrypt", KEYS),
          Map.entry("unload kms:GenerateDataKey", KEYS),
          Map.entry("process s3:AbortMultipartUpload", LARGE),
          Map.entry("commands s3:AbortMultipartUpload", LARGE),
          Map.entry("process s3:GetObjectVersion", VERSIONS),
          Map.entry("process s3:GetObjectTagging", TAGS),
          Map.entry("process s3:GetObjectVersionTagging", TAGS),
          Map.entry("process s3:PutObjectTagging", TAGS),
          Map.entry("unload s3:GetBucketLocation", "Redshift asks in which Region a bucket is"),
          Map.entry("setup events:RemoveTargets", "when a pipe or schedule is no more"),
          Map.entry("setup events:DeleteRule", "when a pipe or schedule is no more"),
          Map.entry("teardown s3:GetLifecycleConfiguration", "of a bucket that setup has not made"),
          Map.entry(
              "teardown s3:PutLifecycleConfiguration", "of a bucket that setup has not made"));

  /** By class: what routes call that are shown there as the users' own. */
  private static final Map<String, Set<Need>> OF_OWN_ROUTES =
      Map.of(
          "EventsIT",
          Set.of(
              new Need("sqs:ListQueues", queue("")),
              new Need("sqs:ReceiveMessage", queue("follow-ups")),
              new Need("sqs:DeleteMessage", queue("follow-ups")),
              new Need("sqs:SendMessage", queue("workflows"))));

  private Needed() {}

  /** What routes of a class need that are no part of the pipe. */
  static Set<Need> ofOwnRoutes(String name) {
    return OF_OWN_ROUTES.getOrDefault(name, Set.of());
  }

  private static String queue(String name) {
    return "arn:aws:sqs:%s:%s:%s".formatted(Need.REGION, Need.ACCOUNT, name);
  }

  /** What the tests of a class call: policy, blank, action. */
  public static Set<String> in(String name) {
    return BY_CLASS.getOrDefault(name, Set.of());
  }

  /** What some class calls, or is explained. */
  public static Set<String> all() {
    Set<String> all = new TreeSet<>(NEVER_CALLED.keySet());
    BY_CLASS.values().forEach(all::addAll);
    return all;
  }

  private static Set<String> of(String lines) {
    return Arrays.stream(lines.split("\n"))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
