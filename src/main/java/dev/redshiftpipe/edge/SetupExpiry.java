package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.Control;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** What expires in the control bucket. Rules of others stay. */
final class SetupExpiry {
  private static final String SUBJECT = "control";
  private static final String BEGIN = "redshift-pipe-";

  /** Longer than a file can wait (give-up-after, 14 days), with time to look at what was loaded. */
  private static final int DAYS = 60;

  private static final int DAYS_OF_PARTS = 7;

  private final Control control;
  private final String bucket;
  private final S3Client s3;
  private final Changes changes;

  SetupExpiry(Control control, S3Client s3, Changes changes) {
    this.control = control;
    this.bucket = control.bucket();
    this.s3 = s3;
    this.changes = changes;
  }

  /** Lets manifests, copies and unfinished uploads expire. */
  void setUp(boolean exists) {
    List<LifecycleRule> is = exists ? expiryRules() : List.of();
    List<LifecycleRule> wanted =
        List.of(expires("manifests"), expires("prepared"), unfinishedParts());
    List<LifecycleRule> own = is.stream().filter(SetupExpiry::isOwn).toList();
    String what =
        "manifests and copies under %s expire after %d days, unfinished uploads after %d"
            .formatted(control.prefix(), DAYS, DAYS_OF_PARTS);
    if (ids(own).equals(ids(wanted))) {
      changes.keep(SUBJECT, what);
      return;
    }
    changes.change(
        SUBJECT,
        what,
        () -> {
          List<LifecycleRule> all = new ArrayList<>(is);
          all.removeIf(SetupExpiry::isOwn);
          all.addAll(wanted);
          write(all);
        });
  }

  private List<LifecycleRule> expiryRules() {
    return S3Answers.orNone(
            () -> s3.getBucketLifecycleConfiguration(request -> request.bucket(bucket)).rules(),
            "NoSuchLifecycleConfiguration")
        .orElse(List.of());
  }

  private void write(List<LifecycleRule> rules) {
    if (rules.isEmpty()) {
      s3.deleteBucketLifecycle(request -> request.bucket(bucket));
    } else {
      s3.putBucketLifecycleConfiguration(
          request -> request.bucket(bucket).lifecycleConfiguration(all -> all.rules(rules)));
    }
  }

  private static boolean isOwn(LifecycleRule rule) {
    return rule.id() != null && rule.id().startsWith(BEGIN);
  }

  private static List<String> ids(List<LifecycleRule> rules) {
    return rules.stream().map(LifecycleRule::id).sorted().toList();
  }

  private LifecycleRule expires(String folder) {
    return rule(folder).expiration(when -> when.days(DAYS)).build();
  }

  private LifecycleRule unfinishedParts() {
    return rule("")
        .abortIncompleteMultipartUpload(when -> when.daysAfterInitiation(DAYS_OF_PARTS))
        .build();
  }

  private LifecycleRule.Builder rule(String folder) {
    String name = folder.isEmpty() ? "uploads" : folder;
    String prefix = control.key(folder.isEmpty() ? "" : folder + "/");
    return LifecycleRule.builder()
        .id(BEGIN + name + "-" + prefix)
        .status(ExpirationStatus.ENABLED)
        .filter(filter -> filter.prefix(prefix));
  }

  /** Takes its own rules away. */
  void tearDown() {
    List<LifecycleRule> is = expiryRules();
    if (is.stream().anyMatch(SetupExpiry::isOwn)) {
      changes.remove(
          SUBJECT,
          "expiry of manifests and copies in bucket " + bucket,
          () -> write(is.stream().filter(rule -> !isOwn(rule)).toList()));
    }
  }
}
