package dev.redshiftpipe.local.redshiftdata;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** One submission from its acceptance on. Safe for any number of threads that ask and wait. */
final class Statement {
  private final String id;
  private final long number;
  private final Submission submission;
  private final Cancellation cancellation = new Cancellation();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private Standing standing;
  private int waiters;

  /**
   * @param number grows with every statement
   */
  Statement(String id, long number, Submission submission, Instant now) {
    this.id = id;
    this.number = number;
    this.submission = submission;
    this.standing = Standing.submitted(submission.sqls().size(), now);
  }

  String id() {
    return id;
  }

  long number() {
    return number;
  }

  Submission submission() {
    return submission;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  Standing standing() {
    lock.lock();
    try {
      return standing;
    } finally {
      lock.unlock();
    }
  }

  Status status() {
    return standing().whole().status();
  }

  void advance(UnaryOperator<Standing> change) {
    lock.lock();
    try {
      standing = change.apply(standing);
      if (standing.whole().status().isFinal()) {
        ended.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Holds the caller until the statement has ended, at most for the time given.
   *
   * @param mostWaiters how many may wait at a time
   * @return false when that many wait already; the caller was not held then
   */
  boolean awaitEnd(Duration time, int mostWaiters) {
    lock.lock();
    try {
      if (waiters >= mostWaiters && !standing.whole().status().isFinal()) {
        return false;
      }
      waiters++;
      try {
        long left = time.toNanos();
        while (left > 0 && !standing.whole().status().isFinal()) {
          left = ended.awaitNanos(left);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } finally {
        waiters--;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  boolean awaitEnd(Duration time) {
    return awaitEnd(time, Integer.MAX_VALUE) && status().isFinal();
  }
}
