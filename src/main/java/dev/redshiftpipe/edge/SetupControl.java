package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.setup.Policy;
import dev.redshiftpipe.setup.SetupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * The control bucket: private, encrypted, by TLS only; manifests and copies expire. A bucket that
 * was there before keeps its access and encryption, since others may use it too.
 */
final class SetupControl {
  private static final String SUBJECT = "control";
  private static final String BEGIN = "redshift-pipe-";

  /** Longer than a file can wait (give-up-after, 14 days), with time to look at what was loaded. */
  private static final int DAYS = 60;

  private static final int DAYS_OF_PARTS = 7;

  private final Control control;
  private final String bucket;
  private final S3Client s3;
  private final Changes changes;

  SetupControl(Control control, S3Client s3, Changes changes) {
    this.control = control;
    this.bucket = control.bucket();
    this.s3 = s3;
    this.changes = changes;
  }

  void setUp() {
    boolean exists = exists();
    if (!exists) {
      changes.make(
          SUBJECT, "bucket %s, private, encrypted, by TLS only".formatted(bucket), this::create);
    } else if (isMadeBySetup()) {
      access();
    } else {
      changes.keep(
          SUBJECT,
          "bucket %s, which setup has not made: its access and encryption are left"
              .formatted(bucket));
    }
    expiry(exists);
  }

  /** Removes the bucket with all that is in it, when that is confirmed; else the rules only. */
  void tearDown(Set<String> confirmed) {
    if (!exists()) {
      return;
    }
    if (isMadeBySetup() && confirmed.contains(bucket)) {
      changes.remove(
          SUBJECT,
          "bucket %s with all that is in it".formatted(bucket),
          () -> {
            new S3Objects(s3, new Prefix(bucket, "")).delete();
            s3.deleteBucket(request -> request.bucket(bucket));
          });
    } else {
      changes.keep(
          SUBJECT,
          isMadeBySetup()
              ? "bucket %s with manifests and dead letters: --remove-data --confirm %s"
                  .formatted(bucket, bucket)
              : "bucket %s was not made by setup".formatted(bucket));
    }
  }

  /** Whether teardown could remove the bucket. */
  boolean holdsData() {
    return exists() && isMadeBySetup();
  }

  private boolean exists() {
    try {
      s3.headBucket(request -> request.bucket(bucket));
      return true;
    } catch (NoSuchBucketException e) {
      return false;
    } catch (S3Exception e) {
      throw new SetupException(
          SUBJECT, "bucket %s cannot be used: %s".formatted(bucket, e.getMessage()));
    }
  }

  private void create() {
    CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(bucket);
    Region region = new DefaultAwsRegionProviderChain().getRegion();
    if (!region.equals(Region.US_EAST_1)) {
      request.createBucketConfiguration(where -> where.locationConstraint(region.id()));
    }
    s3.createBucket(request.build());
    s3.putBucketTagging(
        tagging ->
            tagging
                .bucket(bucket)
                .tagging(
                    tags ->
                        tags.tagSet(
                            Tag.builder().key(OwnQueue.TAG).value(OwnQueue.TAGGED).build())));
    block();
    encrypt();
    onlyByTls(Policy.of(""));
  }

  private boolean isMadeBySetup() {
    return orNone(
            () -> s3.getBucketTagging(request -> request.bucket(bucket)).tagSet(), "NoSuchTagSet")
        .orElse(List.of())
        .stream()
        .anyMatch(tag -> tag.key().equals(OwnQueue.TAG) && tag.value().equals(OwnQueue.TAGGED));
  }

  private void access() {
    boolean isBlocked =
        orNone(
                () ->
                    s3.getPublicAccessBlock(request -> request.bucket(bucket))
                        .publicAccessBlockConfiguration(),
                "NoSuchPublicAccessBlockConfiguration")
            .filter(blocked -> blocked.equals(private_()))
            .isPresent();
    keepOr(isBlocked, "bucket " + bucket + " is private", this::block);
    boolean isEncrypted =
        orNone(
                () -> s3.getBucketEncryption(request -> request.bucket(bucket)),
                "ServerSideEncryptionConfigurationNotFoundError")
            .isPresent();
    keepOr(isEncrypted, "bucket " + bucket + " is encrypted", this::encrypt);
    Policy policy =
        Policy.of(
            orNone(
                    () -> s3.getBucketPolicy(request -> request.bucket(bucket)).policy(),
                    "NoSuchBucketPolicy")
                .orElse(""));
    keepOr(
        policy.has(List.of(Policy.onlyByTls(arn()))),
        "bucket " + bucket + " answers by TLS only",
        () -> onlyByTls(policy));
  }

  private void keepOr(boolean isSo, String what, Runnable action) {
    if (isSo) {
      changes.keep(SUBJECT, what);
    } else {
      changes.change(SUBJECT, what, action);
    }
  }

  private void block() {
    s3.putPublicAccessBlock(
        request -> request.bucket(bucket).publicAccessBlockConfiguration(private_()));
  }

  private static PublicAccessBlockConfiguration private_() {
    return PublicAccessBlockConfiguration.builder()
        .blockPublicAcls(true)
        .ignorePublicAcls(true)
        .blockPublicPolicy(true)
        .restrictPublicBuckets(true)
        .build();
  }

  private void encrypt() {
    s3.putBucketEncryption(
        request ->
            request
                .bucket(bucket)
                .serverSideEncryptionConfiguration(
                    rules ->
                        rules.rules(
                            rule ->
                                rule.applyServerSideEncryptionByDefault(
                                    by -> by.sseAlgorithm(ServerSideEncryption.AES256)))));
  }

  private void onlyByTls(Policy policy) {
    String text = policy.with(List.of(Policy.onlyByTls(arn()))).orElseThrow();
    s3.putBucketPolicy(request -> request.bucket(bucket).policy(text));
  }

  private void expiry(boolean exists) {
    List<LifecycleRule> is =
        exists
            ? orNone(
                    () ->
                        s3.getBucketLifecycleConfiguration(request -> request.bucket(bucket))
                            .rules(),
                    "NoSuchLifecycleConfiguration")
                .orElse(List.of())
            : List.of();
    List<LifecycleRule> wanted =
        List.of(expires("manifests"), expires("prepared"), unfinishedParts());
    List<LifecycleRule> own = is.stream().filter(SetupControl::isOwn).toList();
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
          all.removeIf(SetupControl::isOwn);
          all.addAll(wanted);
          s3.putBucketLifecycleConfiguration(
              request -> request.bucket(bucket).lifecycleConfiguration(rules -> rules.rules(all)));
        });
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

  private String arn() {
    return "arn:aws:s3:::" + bucket;
  }

  /** What S3 has; empty where it says by this error that it has nothing. */
  private static <T> Optional<T> orNone(Supplier<@Nullable T> question, String none) {
    try {
      return Optional.ofNullable(question.get());
    } catch (S3Exception e) {
      if (e.awsErrorDetails() != null && none.equals(e.awsErrorDetails().errorCode())) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
