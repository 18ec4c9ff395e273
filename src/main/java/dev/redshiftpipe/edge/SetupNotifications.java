package dev.redshiftpipe.edge;

import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.setup.KeyFilter;
import dev.redshiftpipe.setup.SetupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What buckets tell, and whom. A bucket has one notification configuration, which is written as a
 * whole: what others have in it stays.
 */
final class SetupNotifications {
  private static final String BEGIN = "redshift-pipe-";

  /** Most configurations of a bucket (S3 user guide). */
  private static final int MOST = 100;

  private final S3Client s3;
  private final Changes changes;

  SetupNotifications(S3Client s3, Changes changes) {
    this.s3 = s3;
    this.changes = changes;
  }

  /**
   * Lets a bucket tell a queue of new objects under these prefixes.
   *
   * @return whether it did so before
   */
  boolean direct(String subject, String bucket, List<String> prefixes, OwnQueue queue) {
    GetBucketNotificationConfigurationResponse is = read(subject, bucket);
    Optional<OwnQueue.QueueArn> arn = queue.arn();
    String what =
        "bucket %s tells queue %s of new objects under %s"
            .formatted(bucket, queue.nameOrUrl(), String.join(", ", shown(prefixes)));
    if (arn.isEmpty()) {
      changes.change(subject, what, () -> {});
      return false;
    }
    List<QueueConfiguration> others = others(is, arn.get());
    List<QueueConfiguration> wanted =
        prefixes.stream()
            .filter(prefix -> others.stream().noneMatch(one -> covers(one, arn.get(), prefix)))
            .map(prefix -> configuration(prefix, arn.get()))
            .toList();
    if (others.size() + wanted.size() > MOST) {
      throw new SetupException(
          subject,
          "bucket %s would have %d notification configurations, S3 allows %d; set setup.notifications = eventbridge, which takes several thousand prefixes of a bucket"
              .formatted(bucket, others.size() + wanted.size(), MOST));
    }
    List<QueueConfiguration> all = new ArrayList<>(others);
    all.addAll(wanted);
    if (ids(all).equals(ids(is.queueConfigurations()))) {
      changes.keep(subject, what);
      return true;
    }
    changes.change(
        subject, what, () -> write(subject, bucket, is, all, is.eventBridgeConfiguration()));
    return false;
  }

  /**
   * Lets a bucket tell EventBridge of all its objects. S3 takes some minutes to begin with that: so
   * the queue itself is told as before until a later setup, which finds EventBridge told.
   */
  void throughEventBridge(String subject, String bucket, OwnQueue queue) {
    GetBucketNotificationConfigurationResponse is = read(subject, bucket);
    boolean isTold = is.eventBridgeConfiguration() != null;
    List<QueueConfiguration> queues =
        queue
            .arn()
            .filter(arn -> isTold)
            .map(arn -> others(is, arn))
            .orElse(is.queueConfigurations());
    String what = "bucket " + bucket + " tells EventBridge of its objects";
    if (isTold && queues.size() == is.queueConfigurations().size()) {
      changes.keep(subject, what);
    } else {
      changes.change(
          subject,
          what,
          () -> write(subject, bucket, is, queues, EventBridgeConfiguration.builder().build()));
    }
  }

  /** The bucket does not tell the queue any more, where setup had told it to. */
  void remove(String subject, String bucket, OwnQueue queue) {
    Optional<OwnQueue.QueueArn> arn = queue.arn();
    if (arn.isEmpty()) {
      return;
    }
    GetBucketNotificationConfigurationResponse is = read(subject, bucket);
    List<QueueConfiguration> others = others(is, arn.get());
    if (others.size() < is.queueConfigurations().size()) {
      changes.remove(
          subject,
          "bucket %s tells queue %s".formatted(bucket, queue.nameOrUrl()),
          () -> write(subject, bucket, is, others, is.eventBridgeConfiguration()));
    }
  }

  private static List<QueueConfiguration> others(
      GetBucketNotificationConfigurationResponse is, OwnQueue.QueueArn arn) {
    return is.queueConfigurations().stream()
        .filter(one -> !(one.id().startsWith(BEGIN) && one.queueArn().equals(arn.text())))
        .toList();
  }

  private static QueueConfiguration configuration(String prefix, OwnQueue.QueueArn arn) {
    String filter = KeyFilter.encode(prefix);
    QueueConfiguration.Builder one =
        QueueConfiguration.builder()
            .id(BEGIN + S3Object.sha256(arn.text() + "\n" + filter).substring(0, 16))
            .queueArn(arn.text())
            .events(Event.S3_OBJECT_CREATED);
    if (!prefix.isEmpty()) {
      one.filter(
          filters ->
              filters.key(
                  key ->
                      key.filterRules(
                          FilterRule.builder().name(FilterRuleName.PREFIX).value(filter).build())));
    }
    return one.build();
  }

  /** Whether someone has told the bucket by hand already what setup would tell it. */
  private static boolean covers(QueueConfiguration one, OwnQueue.QueueArn arn, String prefix) {
    String filter = KeyFilter.encode(prefix);
    List<FilterRule> rules =
        one.filter() == null || one.filter().key() == null
            ? List.of()
            : one.filter().key().filterRules();
    return one.queueArn().equals(arn.text())
        && one.events().contains(Event.S3_OBJECT_CREATED)
        && rules.stream()
            .allMatch(
                rule ->
                    rule.nameAsString().equalsIgnoreCase("prefix")
                        && filter.startsWith(rule.value()));
  }

  private GetBucketNotificationConfigurationResponse read(String subject, String bucket) {
    try {
      return s3.getBucketNotificationConfiguration(request -> request.bucket(bucket));
    } catch (S3Exception e) {
      throw new SetupException(
          subject, "what bucket %s tells cannot be read: %s".formatted(bucket, e.getMessage()));
    }
  }

  private void write(
      String subject,
      String bucket,
      GetBucketNotificationConfigurationResponse is,
      List<QueueConfiguration> queues,
      @org.jspecify.annotations.Nullable EventBridgeConfiguration eventBridge) {
    NotificationConfiguration all =
        NotificationConfiguration.builder()
            .queueConfigurations(queues)
            .topicConfigurations(is.topicConfigurations())
            .lambdaFunctionConfigurations(is.lambdaFunctionConfigurations())
            .eventBridgeConfiguration(eventBridge)
            .build();
    try {
      s3.putBucketNotificationConfiguration(
          request -> request.bucket(bucket).notificationConfiguration(all));
    } catch (S3Exception e) {
      throw new SetupException(
          subject,
          "bucket %s refuses the notifications: %s; where others are told of the same keys, use"
                  .formatted(bucket, e.getMessage())
              + " setup.notifications = eventbridge");
    }
  }

  private static List<String> ids(List<QueueConfiguration> configurations) {
    return configurations.stream().map(QueueConfiguration::id).sorted().toList();
  }

  private static List<String> shown(List<String> prefixes) {
    return prefixes.stream().map(prefix -> prefix.isEmpty() ? "any key" : prefix).toList();
  }
}
