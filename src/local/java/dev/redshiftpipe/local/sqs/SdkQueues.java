package dev.redshiftpipe.local.sqs;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Queues reached through the AWS SDK: those of the stand-in, or of whatever stands in its place.
 */
public final class SdkQueues implements Queues {
  private final SqsClient sqs;
  private final Map<String, String> urls = new ConcurrentHashMap<>();

  private SdkQueues(SqsClient sqs) {
    this.sqs = sqs;
  }

  /** The queues that the environment names, for instance by {@code AWS_ENDPOINT_URL_SQS}. */
  public static SdkQueues ofEnvironment(String region) {
    return new SdkQueues(
        SqsClient.builder()
            .httpClient(ApacheHttpClient.create())
            .region(Region.of(region))
            .build());
  }

  /** The queues behind an endpoint that takes any credentials. */
  static SdkQueues at(URI endpoint, String region) {
    return new SdkQueues(
        SqsClient.builder()
            .httpClient(ApacheHttpClient.create())
            .endpointOverride(endpoint)
            .region(Region.of(region))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build());
  }

  @Override
  public boolean exists(String arn) {
    try {
      return !find(arn).isEmpty();
    } catch (QueueDoesNotExistException | IllegalArgumentException unknown) {
      return false;
    }
  }

  @Override
  public void send(String arn, String body, @Nullable String group) throws UndeliverableException {
    try {
      String url = urls.computeIfAbsent(arn, this::find);
      sqs.sendMessage(message -> message.queueUrl(url).messageBody(body).messageGroupId(group));
    } catch (SdkException | IllegalArgumentException e) {
      urls.remove(arn); // the queue may come back under another address
      throw new UndeliverableException(arn, e);
    }
  }

  private String find(String arn) {
    Arn parsed = Arn.fromString(arn);
    if (!parsed.service().equals("sqs")) {
      throw new IllegalArgumentException(arn + " is no queue");
    }
    return sqs.getQueueUrl(queue -> queue.queueName(parsed.resourceAsString())).queueUrl();
  }

  @Override
  public void close() {
    sqs.close();
  }
}
