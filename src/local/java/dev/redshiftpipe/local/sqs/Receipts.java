package dev.redshiftpipe.local.sqs;

import java.util.OptionalLong;
import scala.collection.mutable.Buffer;

/**
 * Receipt handles, with the time of their receive written behind ElasticMQ's own: {@code
 * MESSAGE#RANDOM#MILLIS}.
 */
final class Receipts {
  private static final String SEPARATOR = "#";
  private static final int PARTS = 3;

  private Receipts() {}

  /** Writes the time into the newest of a message's receipt handles. */
  static void stampNewest(Buffer<String> receipts, long now) {
    receipts.update(receipts.length() - 1, receipts.last() + SEPARATOR + now);
  }

  /** When the message was received, in milliseconds since 1970; empty for what is no handle. */
  static OptionalLong receivedAt(String receipt) {
    String[] parts = receipt.split(SEPARATOR, -1);
    return parts.length == PARTS && parts[2].matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(parts[2]))
        : OptionalLong.empty();
  }
}
