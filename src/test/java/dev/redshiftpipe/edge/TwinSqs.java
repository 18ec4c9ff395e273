package dev.redshiftpipe.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Two queues in memory: messages are delivered once; what is sent and deleted is kept. */
final class TwinSqs implements SqsClient {
  final List<String> deleted = new CopyOnWriteArrayList<>();

  /** The same by the queue's URL. */
  final Map<String, List<String>> deletedIn = new ConcurrentHashMap<>();

  final AtomicInteger deleteCalls = new AtomicInteger();
  final List<String> prolonged = new CopyOnWriteArrayList<>();
  final List<String> released = new CopyOnWriteArrayList<>();

  /** Receipts that do not work any more. */
  final List<String> expired = new CopyOnWriteArrayList<>();

  /** What was sent again with a delay. */
  final List<SendMessageBatchRequestEntry> parked = new CopyOnWriteArrayList<>();

  /** The queues it was sent to, a call each. */
  final List<String> sentTo = new CopyOnWriteArrayList<>();

  final List<String> sent = new CopyOnWriteArrayList<>();
  final List<String> deadLetters = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>();

  /** Puts a message into the queue; its receipt handle is the given one. */
  void deliver(String handle, String body) {
    waiting.add(
        Message.builder()
            .messageId(UUID.randomUUID().toString())
            .receiptHandle(handle)
            .body(body)
            .attributes(
                Map.of(
                    MessageSystemAttributeName.SENT_TIMESTAMP, "1795262400000",
                    MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"))
            .build());
  }

  @Override
  public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    List<Message> messages = new ArrayList<>();
    try {
      Message first = waiting.poll(50, TimeUnit.MILLISECONDS);
      if (first != null) {
        messages.add(first);
        waiting.drainTo(messages, 9);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ReceiveMessageResponse.builder().messages(messages).build();
  }

  @Override
  public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
    deleteCalls.incrementAndGet();
    request
        .entries()
        .forEach(
            entry -> {
              deleted.add(entry.receiptHandle());
              deletedIn
                  .computeIfAbsent(request.queueUrl(), url -> new CopyOnWriteArrayList<>())
                  .add(entry.receiptHandle());
            });
    return DeleteMessageBatchResponse.builder().build();
  }

  @Override
  public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    List<BatchResultErrorEntry> failed = new ArrayList<>();
    for (ChangeMessageVisibilityBatchRequestEntry entry : request.entries()) {
      if (expired.contains(entry.receiptHandle())) {
        failed.add(BatchResultErrorEntry.builder().id(entry.id()).code("x").build());
      } else {
        (entry.visibilityTimeout() == 0 ? released : prolonged).add(entry.receiptHandle());
      }
    }
    return ChangeMessageVisibilityBatchResponse.builder().failed(failed).build();
  }

  @Override
  public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
    sentTo.add(request.queueUrl());
    List<SendMessageBatchResultEntry> successful = new ArrayList<>();
    request
        .entries()
        .forEach(
            entry -> {
              parked.add(entry);
              successful.add(SendMessageBatchResultEntry.builder().id(entry.id()).build());
            });
    return SendMessageBatchResponse.builder().successful(successful).build();
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest request) {
    (request.queueUrl().endsWith("dead-letters") ? deadLetters : sent).add(request.messageBody());
    return SendMessageResponse.builder().messageId("m").md5OfMessageBody("x").build();
  }

  @Override
  public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
    return GetQueueAttributesResponse.builder()
        .attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600"))
        .build();
  }

  @Override
  public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
    return GetQueueUrlResponse.builder().queueUrl("http://sqs/1/" + request.queueName()).build();
  }

  @Override
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {}
}
