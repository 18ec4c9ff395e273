package dev.redshiftpipe.bench.process;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue that is filled and watched. */
public final class WorkQueue implements AutoCloseable {
  private static final int TEN = 10;

  /** Calls at once while it is filled; chunks are sent in the order of their numbers. */
  private static final int CALLS = 8;

  private final SqsClient sqs;
  private final String url;
  private final ExecutorService senders =
      Executors.newFixedThreadPool(CALLS, Thread.ofPlatform().daemon().name("sender").factory());

  private WorkQueue(SqsClient sqs, String name) {
    this.sqs = sqs;
    this.url =
        sqs.createQueue(
                request ->
                    request
                        .queueName(name)
                        .attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600")))
            .queueUrl();
  }

  /** Makes it. */
  public static WorkQueue create(URI endpoint, String name) {
    return new WorkQueue(
        SqsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .overrideConfiguration(each -> each.apiCallTimeout(Duration.ofMinutes(2)))
            .build(),
        name);
  }

  public String url() {
    return url;
  }

  /** Sends messages with the numbers from 0, ten in a call, as fast as the queue takes them. */
  public void fill(int count, IntFunction<String> body) {
    fill(count, body, number -> {});
  }

  /**
   * Sends messages with the numbers from 0, ten in a call, as fast as the queue takes them.
   *
   * @param beforeSent told each number right before its call
   */
  public void fill(int count, IntFunction<String> body, IntConsumer beforeSent) {
    Semaphore room = new Semaphore(4 * CALLS);
    List<CompletableFuture<Void>> last = new ArrayList<>();
    for (int first = 0; first < count; first += TEN) {
      int[] numbers = IntStream.range(first, Math.min(first + TEN, count)).toArray();
      room.acquireUninterruptibly();
      CompletableFuture<Void> call =
          CompletableFuture.runAsync(() -> sendTen(numbers, body, beforeSent), senders)
              .whenComplete((done, error) -> room.release());
      last.removeIf(one -> one.isDone() && !one.isCompletedExceptionally());
      last.add(call);
    }
    last.forEach(CompletableFuture::join);
  }

  private void sendTen(int[] numbers, IntFunction<String> body, IntConsumer beforeSent) {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.of(numbers)
            .mapToObj(
                number ->
                    SendMessageBatchRequestEntry.builder()
                        .id(String.valueOf(number))
                        .messageBody(body.apply(number))
                        .build())
            .toList();
    IntStream.of(numbers).forEach(beforeSent);
    var failed = sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries)).failed();
    if (!failed.isEmpty()) {
      throw new IllegalStateException("not sent: " + failed);
    }
  }

  /** Sends one message. */
  public void send(String body) {
    sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
  }

  /** Messages that can be received now. */
  public int visible() {
    return count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
  }

  /** All messages, visible or not. */
  public int all() {
    return count(
        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
  }

  private int count(QueueAttributeName... names) {
    return sqs
        .getQueueAttributes(request -> request.queueUrl(url).attributeNames(names))
        .attributes()
        .values()
        .stream()
        .mapToInt(Integer::parseInt)
        .sum();
  }

  @Override
  public void close() {
    senders.shutdownNow();
    sqs.close();
  }
}
