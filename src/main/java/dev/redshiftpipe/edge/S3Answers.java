package dev.redshiftpipe.edge;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3 says of a bucket. */
final class S3Answers {
  private S3Answers() {}

  /** What S3 has; empty where it says by this error that it has nothing. */
  static <T> Optional<T> orNone(Supplier<@Nullable T> question, String none) {
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
