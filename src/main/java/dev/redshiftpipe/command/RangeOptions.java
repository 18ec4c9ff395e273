package dev.redshiftpipe.command;

import dev.redshiftpipe.load.AuditRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which files of a pipe are meant. */
final class RangeOptions {
  @Option(
      names = "--prefix",
      paramLabel = "KEYS",
      description = "Only keys that begin so, as a whole: the pipe's own prefix and more.")
  private String prefix = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Written then or later: 2026-01-31 or 2026-01-31T10:00:00Z, UTC.")
  private Instant since = Instant.EPOCH;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Written before.")
  private Instant until = Instant.MAX;

  /**
   * @param latest where no end is given
   */
  AuditRange range(Instant latest) {
    return new AuditRange(prefix, since, until.equals(Instant.MAX) ? latest : until);
  }

  /** Whether keys are chosen. */
  boolean hasPrefix() {
    return !prefix.isEmpty();
  }

  /** A day or an instant, UTC. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "\"" + text + "\" is neither a day, 2026-01-31, nor a time, 2026-01-31T10:00:00Z");
      }
    }
  }
}
