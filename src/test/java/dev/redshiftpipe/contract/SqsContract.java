package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.local.Patience;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** What the pipe counts on of SQS. */
abstract class SqsContract extends Contract {
  private SqsClient sqs;
  private SqsAsyncClient async;
  private String name;
  private String url;

  @BeforeAll
  void connect() {
    sqs = endpoint().sqs();
    async = endpoint().sqsAsync();
  }

  @AfterAll
  void disconnect() {
    if (sqs != null) {
      sqs.close();
      async.close();
    }
  }

  @BeforeEach
  void queue() {
    name = unique("queue");
    url = sqs.createQueue(request -> request.queueName(name)).queueUrl();
  }

  @Test
  void a_queue_is_found_by_name_and_its_url_is_the_endpoint() {
    assertThat(sqs.getQueueUrl(request -> request.queueName(name)).queueUrl()).isEqualTo(url);
    assertThat(URI.create(url).getPort()).isEqualTo(endpoint().uri().getPort());
    assertThat(arn(sqs, url)).isEqualTo("arn:aws:sqs:us-east-1:000000000000:" + name);
  }

  @Test
  void an_unknown_queue_is_said_by_name() {
    assertThatThrownBy(() -> sqs.getQueueUrl(request -> request.queueName(unique("none"))))
        .isInstanceOf(QueueDoesNotExistException.class);
  }

  @Test
  void a_message_that_is_not_deleted_comes_again_and_is_counted() {
    send("once");

    Message first = receive(sqs, url, 5).getFirst();
    hide(first, 0);
    Message second =
        sqs.receiveMessage(
                request ->
                    request
                        .queueUrl(url)
                        .waitTimeSeconds(5)
                        .messageSystemAttributeNames(
                            MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
            .messages()
            .getFirst();

    assertThat(second.messageId()).isEqualTo(first.messageId());
    assertThat(second.attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
  }

  /** API reference, DeleteMessage. */
  @Test
  void a_second_delete_succeeds_and_one_with_an_older_handle_deletes_nothing() {
    send("twice");
    Message first = receive(sqs, url, 5).getFirst();
    hide(first, 0);
    Message second = receive(sqs, url, 5).getFirst();

    delete(first.receiptHandle());
    hide(second, 0);
    Message third = receive(sqs, url, 5).getFirst();
    assertThat(third.messageId()).isEqualTo(first.messageId());

    delete(third.receiptHandle());
    delete(third.receiptHandle());
    assertThat(receive(sqs, url, 1)).isEmpty();
    assertThatThrownBy(() -> delete("no handle"))
        .isInstanceOf(ReceiptHandleIsInvalidException.class);
  }

  /** 1 MiB since August 2025 (developer guide, quotas-messages). */
  @Test
  void a_message_has_one_mebibyte_at_most() {
    send("x".repeat(1 << 20));

    assertThatThrownBy(() -> send("x".repeat((1 << 20) + 1))).isInstanceOf(SqsException.class);
  }

  @Test
  void a_received_message_is_hidden_until_its_visibility_timeout_ends() {
    send("hidden");
    Message message = receive(sqs, url, 5).getFirst();

    hide(message, 5);
    assertThat(receive(sqs, url, 0)).isEmpty();

    Awaitility.await()
        .atMost(Patience.LONG)
        .untilAsserted(() -> assertThat(receive(sqs, url, 1)).hasSize(1));
  }

  @Test
  void a_delayed_message_comes_later() {
    sqs.sendMessage(request -> request.queueUrl(url).messageBody("later").delaySeconds(5));

    assertThat(receive(sqs, url, 0)).isEmpty();
    Awaitility.await()
        .atMost(Patience.LONG)
        .untilAsserted(() -> assertThat(receive(sqs, url, 1)).hasSize(1));
  }

  @Test
  void ten_are_sent_received_and_deleted_at_once() {
    var entries =
        IntStream.range(0, 10)
            .mapToObj(i -> SendMessageBatchRequestEntry.builder().id("m" + i).messageBody("b" + i))
            .map(SendMessageBatchRequestEntry.Builder::build)
            .toList();
    assertThat(sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries)).failed())
        .isEmpty();

    List<Message> messages = receive(sqs, url, 5);
    assertThat(messages).hasSize(10);

    var deleted =
        sqs.deleteMessageBatch(
            request ->
                request
                    .queueUrl(url)
                    .entries(
                        messages.stream()
                            .map(
                                message ->
                                    software.amazon.awssdk.services.sqs.model
                                        .DeleteMessageBatchRequestEntry.builder()
                                        .id(message.messageId())
                                        .receiptHandle(message.receiptHandle())
                                        .build())
                            .toList()));
    assertThat(deleted.successful()).hasSize(10);
  }

  @Test
  void a_message_received_too_often_goes_to_the_dead_letter_queue() {
    String dead = sqs.createQueue(request -> request.queueName(unique("dead"))).queueUrl();
    String policy =
        "{\"deadLetterTargetArn\":\"" + arn(sqs, dead) + "\",\"maxReceiveCount\":\"1\"}";
    sqs.setQueueAttributes(
        request ->
            request.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)));
    send("poison");

    hide(receive(sqs, url, 5).getFirst(), 0);
    assertThat(receive(sqs, url, 1)).isEmpty();

    assertThat(receive(sqs, dead, 5)).extracting(Message::body).containsExactly("poison");
  }

  @Test
  void a_long_poll_ends_when_a_message_comes() {
    var waiting = async.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(20));

    send("awaited");

    assertThat(waiting)
        .succeedsWithin(Patience.LONG)
        .satisfies(answer -> assertThat(answer.messages()).hasSize(1));
  }

  private void delete(String handle) {
    sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(handle));
  }

  private void send(String body) {
    sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
  }

  private void hide(Message message, int seconds) {
    sqs.changeMessageVisibility(
        request ->
            request
                .queueUrl(url)
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout(seconds));
  }
}
