package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.setup.Policy;
import dev.redshiftpipe.setup.SetupException;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
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

  private final String bucket;
  private final S3Client s3;
  private final Changes changes;
  private final SetupExpiry expiry;

  SetupControl(Control control, S3Client s3, Changes changes) {
    this.bucket = control.bucket();
    this.s3 = s3;
    this.changes = changes;
    this.expiry = new SetupExpiry(control, s3, changes);
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
    expiry.setUp(exists);
  }

  /**
   * Removes the bucket with all that is in it, when that is confirmed; from a bucket that setup has
   * not made its own rules of expiry.
   */
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
    } else if (isMadeBySetup()) {
      changes.keep(
          SUBJECT,
          "bucket %s with manifests and dead letters: --remove-data --confirm %s"
              .formatted(bucket, bucket));
    } else {
      changes.keep(SUBJECT, "bucket %s was not made by setup".formatted(bucket));
      expiry.tearDown();
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
    return S3Answers.orNone(
            () -> s3.getBucketTagging(request -> request.bucket(bucket)).tagSet(), "NoSuchTagSet")
        .orElse(List.of())
        .stream()
        .anyMatch(tag -> tag.key().equals(OwnQueue.TAG) && tag.value().equals(OwnQueue.TAGGED));
  }

  private void access() {
    boolean isBlocked =
        S3Answers.orNone(
                () ->
                    s3.getPublicAccessBlock(request -> request.bucket(bucket))
                        .publicAccessBlockConfiguration(),
                "NoSuchPublicAccessBlockConfiguration")
            .filter(blocked -> blocked.equals(private_()))
            .isPresent();
    keepOr(isBlocked, "bucket " + bucket + " is private", this::block);
    boolean isEncrypted =
        S3Answers.orNone(
                () -> s3.getBucketEncryption(request -> request.bucket(bucket)),
                "ServerSideEncryptionConfigurationNotFoundError")
            .isPresent();
    keepOr(isEncrypted, "bucket " + bucket + " is encrypted", this::encrypt);
    Policy policy =
        Policy.of(
            S3Answers.orNone(
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

  private String arn() {
    return "arn:aws:s3:::" + bucket;
  }
}
