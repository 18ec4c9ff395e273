package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.local.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What all contract suites share: an endpoint, names nobody else uses, and queues read to the end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Contract {
  private static final ObjectMapper JSON = new ObjectMapper();

  abstract AwsEndpoint endpoint();

  static String unique(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  static String arn(SqsClient sqs, String url) {
    var attributes =
        sqs.getQueueAttributes(
            request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN));
    return attributes.attributes().getOrDefault(QueueAttributeName.QUEUE_ARN, "no ARN");
  }

  /** Takes messages off a queue until it gave this many. */
  static List<JsonNode> take(SqsClient sqs, String url, int count) {
    List<JsonNode> taken = new ArrayList<>();
    Awaitility.await()
        .atMost(Patience.LONG)
        .until(
            () -> {
              for (Message message : receive(sqs, url, 1)) {
                taken.add(json(message.body()));
                sqs.deleteMessage(
                    request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
              }
              return taken.size() >= count;
            });
    assertThat(taken).hasSize(count);
    return taken;
  }

  static List<Message> receive(SqsClient sqs, String url, int waitSeconds) {
    return sqs.receiveMessage(
            request -> request.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(waitSeconds))
        .messages();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
