package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.load.Settled;
import dev.redshiftpipe.notification.Held;
import dev.redshiftpipe.notification.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/** Deletes messages that are settled and keeps the others invisible, ten in a call. */
public final class Queue {
  private static final Logger LOG = LoggerFactory.getLogger(Queue.class);
  private static final int MOST_IN_A_CALL = 10;

  private final SqsClient sqs;
  private final String url;
  private final int visibilitySeconds;
  private final HeldFiles held;

  Queue(SqsClient sqs, String url, Duration visibility, HeldFiles held) {
    this.sqs = sqs;
    this.url = url;
    this.visibilitySeconds = (int) visibility.toSeconds();
    this.held = held;
  }

  /**
   * Deletes all messages about what is settled. A message that cannot be deleted comes back, and is
   * then recognised by its file's history.
   */
  public void acknowledge(Object body) {
    tens(letGo(body)).forEach(this::delete);
  }

  /** Gives messages back: they come again when their visibility ends. */
  public void handBack(Object body) {
    if (!(body instanceof Settled)) {
      held.leave(body); // the lane of what is settled is free, or another's
    }
    if (body instanceof Batched) {
      letGo(body);
    }
  }

  /** Keeps all messages invisible whose files wait or are on their way. */
  public void prolong() {
    tens(held.receipts()).forEach(this::prolong);
  }

  private List<Receipt> letGo(Object body) {
    return switch (body) {
      case Settled settled -> held.release(settled.batch(), settled.files());
      case Batched batched -> held.release(batched.batch(), batched.batch().files());
      case Held message -> message.receipts();
      default -> throw new IllegalArgumentException("no messages are held for " + body);
    };
  }

  private void delete(List<Receipt> ten) {
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
        sqs.deleteMessageBatch(request -> request.queueUrl(url).entries(entries)).failed());
  }

  private void prolong(List<Receipt> ten) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    for (Receipt receipt : ten) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .receiptHandle(receipt.handle())
              .visibilityTimeout(visibilitySeconds)
              .build());
    }
    warn(
        "kept invisible",
        sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries))
            .failed());
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

  private static List<List<Receipt>> tens(List<Receipt> receipts) {
    List<List<Receipt>> tens = new ArrayList<>();
    for (int i = 0; i < receipts.size(); i += MOST_IN_A_CALL) {
      tens.add(receipts.subList(i, Math.min(receipts.size(), i + MOST_IN_A_CALL)));
    }
    return tens;
  }
}
