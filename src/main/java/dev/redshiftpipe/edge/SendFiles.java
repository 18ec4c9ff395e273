package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.Audit;
import dev.redshiftpipe.notification.Readdressing;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Sends notifications of files, each for one pipe, ten in a call. */
final class SendFiles {
  private static final int MOST_IN_A_CALL = 10;
  private static final long REST_NANOS = 500_000_000;

  private final Settings settings;
  private final SqsClient sqs;
  private final BucketRegions regions;
  private final int mostWaiting;
  private final LongConsumer progress;
  private final String queueUrl;
  private final List<String> waiting = new ArrayList<>();
  private long sent;

  /**
   * @param mostWaiting messages that may wait in the queue; files that land go first
   * @param progress hears how many were sent so far
   * @throws IllegalArgumentException when there is no queue
   */
  SendFiles(Settings settings, Clients clients, int mostWaiting, LongConsumer progress) {
    this.settings = settings;
    this.sqs = clients.sqs();
    this.regions = new BucketRegions(clients.s3());
    this.mostWaiting = mostWaiting;
    this.progress = progress;
    this.queueUrl = url("queue.notifications", settings.notificationsQueue());
  }

  /**
   * Where a file that is written anew is loaded anew, the history knows a file by the version that
   * its notification told of, which no listing tells. While one waits, it would be loaded twice.
   *
   * @throws IllegalArgumentException when a message waits, and a file could be loaded twice for it
   */
  void requireNothingWaits(String pipe) {
    if (!Audit.isVersioned(settings.pipes().rule(pipe).treatment())) {
      return;
    }
    boolean isParked =
        settings.parksApart() && all(url("queue.parked", settings.parkedQueue())) > 0;
    if (isParked || all(queueUrl) > 0) {
      throw new IllegalArgumentException(
          ("pipe.%s.on-overwrite is load: its files are known by their notifications, and one that"
                  + " still waits would be loaded twice; let %s become empty first")
              .formatted(pipe, isParked ? "queue.parked" : "queue.notifications"));
    }
  }

  /** With the Region of its bucket, which no listing and no history tells. */
  void add(S3Object object, String pipe) {
    S3Object located = object.region().isEmpty() ? object.in(regions.of(object.bucket())) : object;
    waiting.add(Readdressing.write(located, pipe, Instant.now()));
    if (waiting.size() == MOST_IN_A_CALL) {
      flush();
    }
  }

  /** Sends what is less than ten. */
  void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    while (messages(queueUrl, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) >= mostWaiting) {
      LockSupport.parkNanos(REST_NANOS);
    }
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (String message : waiting) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .messageBody(message)
              .build());
    }
    SendMessageBatchResponse answer =
        sqs.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
    if (answer.hasFailed()) {
      throw new IllegalStateException(
          "queue.notifications refused %d messages: %s"
              .formatted(answer.failed().size(), answer.failed().getFirst().message()));
    }
    sent += waiting.size();
    progress.accept(sent);
    waiting.clear();
  }

  /** How many were sent. */
  long sent() {
    return sent;
  }

  /** URL of a queue that a setting names. */
  private String url(String setting, String nameOrUrl) {
    return new OwnQueue(sqs, setting, nameOrUrl)
        .url()
        .orElseThrow(
            () -> new IllegalArgumentException(setting + ": there is no queue named " + nameOrUrl));
  }

  /** Also what is in flight or delayed. */
  private int all(String url) {
    return messages(url, QueueAttributeName.values());
  }

  private int messages(String url, QueueAttributeName... asked) {
    return sqs
        .getQueueAttributes(request -> request.queueUrl(url).attributeNames(asked))
        .attributes()
        .entrySet()
        .stream()
        .filter(one -> one.getKey().toString().startsWith("ApproximateNumberOfMessages"))
        .mapToInt(one -> Integer.parseInt(one.getValue()))
        .sum();
  }
}
