package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;

/** What the Data API says of a statement, in the words of {@code load}. */
final class Answers {
  private Answers() {}

  static Answer of(DescribeStatementResponse described) {
    return new Answer(
        status(described.statusAsString()),
        Objects.requireNonNullElse(described.error(), ""),
        Objects.requireNonNullElse(described.redshiftPid(), 0L),
        described.subStatements().stream()
            .map(
                part ->
                    new Answer.Part(
                        status(part.statusAsString()),
                        Objects.requireNonNullElse(part.error(), ""),
                        Duration.ofNanos(Objects.requireNonNullElse(part.duration(), 0L)),
                        Objects.requireNonNullElse(part.resultRows(), -1L)))
            .toList());
  }

  /** A TIMESTAMP in UTC, as the Data API writes it: {@code 2026-01-31 12:00:00.0}. */
  static Instant time(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
  }

  static Answer.Status status(String text) {
    for (Answer.Status status : Answer.Status.values()) {
      if (status.name().equals(text.toUpperCase(Locale.ROOT))) {
        return status;
      }
    }
    return Answer.Status.UNKNOWN;
  }
}
