package dev.redshiftpipe.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.ApiCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A permission that a call takes, as the service authorization reference has it.
 *
 * @param action of IAM, which is often not the operation's name
 * @param resource its ARN; {@code *} where the action knows no resources
 */
public record Need(String action, String resource) {
  static final String ACCOUNT = "000000000000";
  static final String REGION = "us-east-1";

  private static final Map<String, String> OF_BUCKETS =
      Map.ofEntries(
          Map.entry("HeadBucket", "s3:ListBucket"),
          Map.entry("ListObjectsV2", "s3:ListBucket"),
          Map.entry("CreateBucket", "s3:CreateBucket"),
          Map.entry("DeleteBucket", "s3:DeleteBucket"),
          Map.entry("GetBucketLocation", "s3:GetBucketLocation"),
          Map.entry("GetBucketNotificationConfiguration", "s3:GetBucketNotification"),
          Map.entry("PutBucketNotificationConfiguration", "s3:PutBucketNotification"),
          Map.entry("GetBucketTagging", "s3:GetBucketTagging"),
          Map.entry("PutBucketTagging", "s3:PutBucketTagging"),
          Map.entry("GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
          Map.entry("PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock"),
          Map.entry("GetBucketEncryption", "s3:GetEncryptionConfiguration"),
          Map.entry("PutBucketEncryption", "s3:PutEncryptionConfiguration"),
          Map.entry("GetBucketPolicy", "s3:GetBucketPolicy"),
          Map.entry("PutBucketPolicy", "s3:PutBucketPolicy"),
          Map.entry("GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"),
          Map.entry("PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration"),
          Map.entry("DeleteBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration"));

  private static final Map<String, String> OF_OBJECTS =
      Map.of(
          "PutObject", "s3:PutObject",
          "CreateMultipartUpload", "s3:PutObject",
          "UploadPart", "s3:PutObject",
          "CompleteMultipartUpload", "s3:PutObject",
          "AbortMultipartUpload", "s3:AbortMultipartUpload",
          "DeleteObject", "s3:DeleteObject");

  /** Operations of a batch of messages take the permission of one. */
  private static final Map<String, String> BATCHES =
      Map.of(
          "SendMessageBatch", "SendMessage",
          "DeleteMessageBatch", "DeleteMessage",
          "ChangeMessageVisibilityBatch", "ChangeMessageVisibility");

  /**
   * What a call takes.
   *
   * @throws IllegalArgumentException for a call that is not known here
   */
  public static List<Need> of(ApiCall call) {
    return switch (call.service()) {
      case "S3" -> s3(call.operation(), call.members());
      case "AmazonSQS" -> sqs(call.operation(), call.members());
      case "AWSEvents" -> events(call.operation(), call.members());
      case "RedshiftData" -> redshift(call.operation(), call.members());
      default -> throw new IllegalArgumentException("nobody knows what " + call + " takes");
    };
  }

  private static List<Need> s3(String operation, ObjectNode members) {
    String bucket = "arn:aws:s3:::" + members.path("Bucket").asText();
    String object = bucket + "/" + members.path("Key").asText();
    String ofBucket = OF_BUCKETS.get(operation);
    if (ofBucket != null) {
      return List.of(new Need(ofBucket, bucket));
    }
    String ofObject = OF_OBJECTS.get(operation);
    if (ofObject != null) {
      return List.of(new Need(ofObject, object));
    }
    return switch (operation) {
      case "GetObject", "HeadObject" ->
          List.of(
              new Need(
                  members.path("VersionId").asText().isEmpty()
                      ? "s3:GetObject"
                      : "s3:GetObjectVersion",
                  object));
      case "CopyObject", "UploadPartCopy" ->
          List.of(source(members.path("CopySource").asText()), new Need("s3:PutObject", object));
      case "DeleteObjects" ->
          StreamSupport.stream(members.path("Keys").spliterator(), false)
              .map(key -> new Need("s3:DeleteObject", bucket + "/" + key.asText()))
              .toList();
      default -> throw new IllegalArgumentException("nobody knows what S3 " + operation + " takes");
    };
  }

  private static Need source(String copySource) {
    String[] parts = copySource.split("\\?versionId=", 2);
    String path = URLDecoder.decode(parts[0].replace("+", "%2B"), StandardCharsets.UTF_8);
    return new Need(
        parts.length < 2 ? "s3:GetObject" : "s3:GetObjectVersion",
        "arn:aws:s3:::" + path.replaceFirst("^/", ""));
  }

  private static List<Need> sqs(String operation, ObjectNode members) {
    String nameOrUrl = members.path("QueueName").asText(members.path("QueueUrl").asText());
    String queue =
        "arn:aws:sqs:%s:%s:%s"
            .formatted(REGION, ACCOUNT, nameOrUrl.substring(nameOrUrl.lastIndexOf('/') + 1));
    List<Need> needs = new ArrayList<>();
    needs.add(new Need("sqs:" + BATCHES.getOrDefault(operation, operation), queue));
    if (operation.equals("CreateQueue") && !members.path("tags").isEmpty()) {
      needs.add(new Need("sqs:TagQueue", queue));
    }
    return needs;
  }

  private static List<Need> events(String operation, ObjectNode members) {
    String begin = "arn:aws:events:%s:%s:".formatted(REGION, ACCOUNT);
    return switch (operation) {
      case "PutEvents" ->
          StreamSupport.stream(members.path("Entries").spliterator(), false)
              .map(entry -> entry.path("EventBusName").asText("default"))
              .distinct()
              .map(bus -> new Need("events:PutEvents", begin + "event-bus/" + bus))
              .toList();
      case "DescribeEventBus" ->
          List.of(
              new Need(
                  "events:DescribeEventBus", begin + "event-bus/" + members.path("Name").asText()));
      case "ListRuleNamesByTarget" -> List.of(new Need("events:" + operation, "*"));
      default -> {
        String rule = begin + "rule/" + members.path("Rule").asText(members.path("Name").asText());
        yield members.path("Tags").isEmpty()
            ? List.of(new Need("events:" + operation, rule))
            : List.of(new Need("events:" + operation, rule), new Need("events:TagResource", rule));
      }
    };
  }

  /** Calls that name a statement know no resources. */
  private static List<Need> redshift(String operation, ObjectNode members) {
    String action = "redshift-data:" + operation;
    JsonNode workgroup = members.path("WorkgroupName");
    if (operation.equals("ListStatements")
        || (workgroup.isMissingNode() && !members.has("ClusterIdentifier"))) {
      return List.of(new Need(action, "*"));
    }
    if (workgroup.isMissingNode()) {
      return List.of(
          new Need(
              action,
              "arn:aws:redshift:%s:%s:cluster:%s"
                  .formatted(REGION, ACCOUNT, members.path("ClusterIdentifier").asText())));
    }
    String resource =
        "arn:aws:redshift-serverless:%s:%s:workgroup/ID-OF-%s"
            .formatted(REGION, ACCOUNT, workgroup.asText());
    List<Need> needs = new ArrayList<>(List.of(new Need(action, resource)));
    if (!members.has("SecretArn")) {
      // the Data API asks for the caller's credentials itself
      needs.add(new Need("redshift-serverless:GetCredentials", resource));
    }
    return needs;
  }
}
