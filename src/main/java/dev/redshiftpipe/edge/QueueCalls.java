package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Parked;
import dev.redshiftpipe.notification.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/**
 * Calls to the queues of notifications and of what is parked that Camel's component does not have:
 * ten messages each.
 */
final class QueueCalls {
  private static final Logger LOG = LoggerFactory.getLogger(QueueCalls.class);
  private static final int MOST_IN_A_CALL = 10;
  private static final int CALLS_AT_ONCE = 8;

  private final SqsClient sqs;
  private final String url;
  private final String parkedUrl;
  private final Duration visibility;
  private final List<Receipt> toDelete = new ArrayList<>();
  private final Executor callers =
      Executors.newFixedThreadPool(CALLS_AT_ONCE, Thread.ofVirtual().factory());

  /**
   * @param url of the queue of notifications
   * @param parkedUrl of the queue of what is parked, which may be the same
   */
  QueueCalls(SqsClient sqs, String url, String parkedUrl, Duration visibility) {
    this.sqs = sqs;
    this.url = url;
    this.parkedUrl = parkedUrl;
    this.visibility = visibility;
  }

  Duration visibility() {
    return visibility;
  }

  /**
   * Deletes messages: ten with those that others have left over at once, what is left over with the
   * next ones or at the next {@link #deleteRest}.
   */
  void delete(List<Receipt> receipts) {
    List<List<Receipt>> now = new ArrayList<>();
    synchronized (toDelete) {
      toDelete.addAll(receipts);
      List<List<Receipt>> tens = inTens(toDelete);
      toDelete.clear();
      for (List<Receipt> ten : tens) {
        if (ten.size() == MOST_IN_A_CALL) {
          now.add(ten);
        } else {
          toDelete.addAll(ten);
        }
      }
    }
    atOnce(now, this::deleteTen);
  }

  /** Deletes what is left over. */
  void deleteRest() {
    List<Receipt> rest;
    synchronized (toDelete) {
      rest = List.copyOf(toDelete);
      toDelete.clear();
    }
    atOnce(inTens(rest), this::deleteTen);
  }

  private void deleteTen(List<Receipt> ten) {
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Receipt receipt : ten) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .receiptHandle(receipt.handle())
              .build());
    }
    warn(
        "deleted",
        sqs.deleteMessageBatch(request -> request.queueUrl(url(ten)).entries(entries)).failed());
  }

  /**
   * Keeps messages invisible.
   *
   * @return the receipts that do not work any more: their messages are deleted, or visible again
   */
  Set<Receipt> hide(List<Receipt> receipts) {
    return visible(receipts, (int) visibility.toSeconds());
  }

  /** Makes messages visible to all at once. */
  void showAgain(List<Receipt> receipts) {
    visible(receipts, 0);
  }

  /**
   * @param ten at most
   * @return those that were sent
   */
  List<Parked> sendAgain(List<Parked> ten) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Parked parked : ten) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .messageBody(parked.message())
              .delaySeconds((int) parked.delay().toSeconds())
              .build());
    }
    var answer = sqs.sendMessageBatch(request -> request.queueUrl(parkedUrl).entries(entries));
    warn("sent again", answer.failed());
    Set<String> sent =
        answer.successful().stream()
            .map(SendMessageBatchResultEntry::id)
            .collect(Collectors.toSet());
    List<Parked> parked = new ArrayList<>();
    for (int i = 0; i < ten.size(); i++) {
      if (sent.contains(String.valueOf(i))) {
        parked.add(ten.get(i));
      }
    }
    return parked;
  }

  private Set<Receipt> visible(List<Receipt> receipts, int seconds) {
    Set<Receipt> failed = ConcurrentHashMap.newKeySet();
    atOnce(inTens(receipts), ten -> failed.addAll(visibleTen(ten, seconds)));
    return failed;
  }

  private List<Receipt> visibleTen(List<Receipt> ten, int seconds) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    for (Receipt receipt : ten) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .receiptHandle(receipt.handle())
              .visibilityTimeout(seconds)
              .build());
    }
    return sqs
        .changeMessageVisibilityBatch(request -> request.queueUrl(url(ten)).entries(entries))
        .failed()
        .stream()
        .map(failed -> ten.get(Integer.parseInt(failed.id())))
        .toList();
  }

  private static void warn(String what, List<BatchResultErrorEntry> failed) {
    if (!failed.isEmpty()) {
      LOG.warn(
          "{} messages could not be {} and will come again: {} {}",
          failed.size(),
          what,
          failed.get(0).code(),
          failed.get(0).message());
    }
  }

  /** The queue that ten receipts are of. */
  private String url(List<Receipt> ten) {
    return ten.getFirst().isParked() ? parkedUrl : url;
  }

  /** Ten of one queue each, or the rest of it. */
  private static List<List<Receipt>> inTens(List<Receipt> receipts) {
    List<List<Receipt>> tens = new ArrayList<>();
    receipts.stream()
        .collect(Collectors.partitioningBy(Receipt::isParked))
        .values()
        .forEach(
            ofQueue -> {
              for (int i = 0; i < ofQueue.size(); i += MOST_IN_A_CALL) {
                tens.add(ofQueue.subList(i, Math.min(ofQueue.size(), i + MOST_IN_A_CALL)));
              }
            });
    return tens;
  }

  /**
   * Several calls at once: all that is held has to be prolonged within a part of its visibility.
   */
  private void atOnce(List<List<Receipt>> tens, Consumer<List<Receipt>> call) {
    CompletableFuture.allOf(
            tens.stream()
                .map(ten -> CompletableFuture.runAsync(() -> call.accept(ten), callers))
                .toArray(CompletableFuture[]::new))
        .join();
  }
}
