package dev.redshiftpipe.edge;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The Regions of buckets, each asked of S3 once. */
final class BucketRegions {
  private static final String HEADER = "x-amz-bucket-region";

  private final S3Client s3;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  BucketRegions(S3Client s3) {
    this.s3 = s3;
  }

  /** Empty where S3 does not say. */
  String of(String bucket) {
    String region = known.get(bucket);
    if (region == null) {
      region = asked(bucket);
      if (!region.isEmpty()) {
        known.put(bucket, region);
      }
    }
    return region;
  }

  /** An error names the Region, too (S3 API reference, HeadBucket). */
  private String asked(String bucket) {
    try {
      return Optional.ofNullable(s3.headBucket(request -> request.bucket(bucket)).bucketRegion())
          .orElse("");
    } catch (S3Exception e) {
      return Optional.ofNullable(e.awsErrorDetails())
          .flatMap(details -> Optional.ofNullable(details.sdkHttpResponse()))
          .flatMap(response -> response.firstMatchingHeader(HEADER))
          .orElse("");
    } catch (SdkException e) {
      return "";
    }
  }
}
