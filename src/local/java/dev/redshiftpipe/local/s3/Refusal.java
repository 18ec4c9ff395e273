package dev.redshiftpipe.local.s3;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** S3's errors, in the form S3Proxy answers them. */
final class Refusal {
  private Refusal() {}

  static RuntimeException malformed(String message) {
    return of(400, "MalformedXML", message);
  }

  static RuntimeException invalidArgument(String message) {
    return of(400, "InvalidArgument", message);
  }

  static RuntimeException notImplemented(String message) {
    return of(501, "NotImplemented", message);
  }

  static RuntimeException noSuchBucket(String bucket) {
    return of(404, "NoSuchBucket", "The specified bucket does not exist: " + bucket);
  }

  static RuntimeException preconditionFailed() {
    return of(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }

  static RuntimeException permanentRedirect() {
    return of(
        301,
        "PermanentRedirect",
        "The bucket you are attempting to access must be addressed using the specified endpoint."
            + " Please send all future requests to this endpoint.");
  }

  static RuntimeException noSuchDocument(String code, String bucket) {
    return of(404, code, "The bucket has none: " + bucket);
  }

  static RuntimeException keyTooLong() {
    return of(400, "KeyTooLongError", "Your key is too long: more than 1024 bytes of UTF-8");
  }

  private static RuntimeException of(int status, String code, String message) {
    return S3Exception.builder()
        .statusCode(status)
        .message(message)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
