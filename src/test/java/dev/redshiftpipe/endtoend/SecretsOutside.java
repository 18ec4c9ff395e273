package dev.redshiftpipe.endtoend;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What pipes have written where others read it, and whether their secret key is in it. */
final class SecretsOutside {
  private static final int MOST = 300;

  private SecretsOutside() {}

  /** Objects of the control bucket, and dead letters that nobody has taken. */
  static List<String> texts(S3Client s3, SqsClient sqs, String deadLetters) {
    List<String> texts = new ArrayList<>();
    try {
      s3.listObjectsV2Paginator(request -> request.bucket("control")).contents().stream()
          .limit(MOST)
          .map(S3Object::key)
          .map(
              key ->
                  s3.getObjectAsBytes(request -> request.bucket("control").key(key)).asByteArray())
          .map(bytes -> new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
          .forEach(texts::add);
    } catch (S3Exception e) {
      // a test has taken the bucket away
    }
    sqs.receiveMessage(request -> request.queueUrl(deadLetters).maxNumberOfMessages(10))
        .messages()
        .forEach(message -> texts.add(message.body()));
    return texts;
  }

  /**
   * @throws AssertionError showing the text that has the secret in it
   */
  static void check(List<String> texts) {
    for (String text : texts) {
      if (text.contains(PipeProcess.SECRET)) {
        throw new AssertionError("the secret key was written: " + text);
      }
    }
  }
}
