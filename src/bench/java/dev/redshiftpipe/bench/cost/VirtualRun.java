package dev.redshiftpipe.bench.cost;

import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.LaneLimits;
import dev.redshiftpipe.batch.Lanes;
import dev.redshiftpipe.batch.Outcome;
import dev.redshiftpipe.bench.parsing.ManyPipes;
import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.BatchLimits;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The pipe's own lanes in virtual time, with one table whose files arrive steadily: which batches
 * they close, and how often their messages are prolonged meanwhile.
 */
final class VirtualRun {
  private static final Instant BEGIN = Instant.parse("2026-11-21T00:00:00Z");

  /** {@code queue.visibility} by default: looked at six times, prolonged after a third. */
  private static final Duration VISIBILITY = Duration.ofMinutes(1);

  private static final Duration PROLONG = VISIBILITY.dividedBy(6);

  private final Lanes lanes = new Lanes(new LaneLimits(50, 20_000));
  private final List<Statement> statements = new ArrayList<>();
  private final Pipe pipe;
  private final Duration between;
  private final long fileBytes;
  private final ToLongFunction<Batch> millis;
  private Instant now = BEGIN;
  private @Nullable Batch running;
  private Instant end = Instant.MAX;
  private Instant oldest = Instant.MAX;
  private Instant prolong = BEGIN.plus(PROLONG);
  private long prolongCalls;

  /**
   * A batch that was loaded.
   *
   * @param begin seconds since the first file
   * @param end seconds since the first file
   */
  record Statement(int files, double begin, double end) {}

  /**
   * @param perSecond files that arrive
   * @param millis that the statement of a batch takes
   */
  VirtualRun(double perSecond, Duration linger, long fileBytes, ToLongFunction<Batch> millis) {
    this.pipe = ManyPipes.pipe(0, new BatchLimits(1000, 10L << 30, linger));
    this.between = Duration.ofNanos((long) (1e9 / perSecond));
    this.fileBytes = fileBytes;
    this.millis = millis;
  }

  /** Lets so many files arrive and be loaded. */
  VirtualRun run(int files) {
    int arrived = 0;
    while (arrived < files || lanes.size() > 0) {
      Instant arrival = arrived < files ? BEGIN.plus(between.multipliedBy(arrived)) : Instant.MAX;
      Instant due = running != null ? end : dueAt();
      now = earliest(arrival, due, prolong);
      if (now.equals(prolong)) {
        List<Receipt> receipts = lanes.receiptsHiddenBefore(now.minus(VISIBILITY.dividedBy(3)));
        prolongCalls += (receipts.size() + 9) / 10;
        lanes.hidden(receipts, now);
        prolong = prolong.plus(PROLONG);
      }
      if (now.equals(arrival)) {
        lanes.add(assignment(arrived), now);
        oldest = oldest.equals(Instant.MAX) ? now : oldest;
        arrived++;
      }
      if (running != null && !end.isAfter(now)) {
        settle(running);
      }
      lanes.due(now).forEach(this::submit);
      if (!lanes.surplus(now).isEmpty()) {
        throw new IllegalStateException("files are parked: this is not computed");
      }
    }
    return this;
  }

  List<Statement> statements() {
    return List.copyOf(statements);
  }

  /** Calls that prolonged the visibility of messages. */
  long prolongCalls() {
    return prolongCalls;
  }

  /** From the first arrival to the last commit. */
  double seconds() {
    return seconds(now);
  }

  private void submit(Batch batch) {
    running = batch;
    end = now.plusMillis(millis.applyAsLong(batch));
    oldest = Instant.MAX;
    statements.add(new Statement(batch.files().size(), seconds(now), seconds(end)));
  }

  private void settle(Batch batch) {
    lanes.loaded(batch, now);
    lanes.release(
        pipe.name(), batch.files().stream().map(BatchFile::fileId).toList(), Outcome.LOADED);
    running = null;
  }

  private Instant dueAt() {
    return oldest.equals(Instant.MAX) ? Instant.MAX : oldest.plus(pipe.limits().linger());
  }

  private Assignment assignment(int number) {
    String key = "team-00000/orders/%07d.csv".formatted(number);
    S3Object object = new S3Object("landing", key, fileBytes, "etag", "", "00", now, "us-east-1");
    Receipt receipt = new Receipt("message-" + number, "handle-" + number);
    return new Assignment(new Landed(object, receipt, now, Optional.empty()), pipe);
  }

  private static double seconds(Instant at) {
    return Duration.between(BEGIN, at).toMillis() / 1000.0;
  }

  private static Instant earliest(Instant one, Instant other, Instant third) {
    Instant first = one.isBefore(other) ? one : other;
    return first.isBefore(third) ? first : third;
  }
}
