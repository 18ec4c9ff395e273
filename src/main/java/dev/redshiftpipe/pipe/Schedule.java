package dev.redshiftpipe.pipe;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The times at which a pipe loads: {@code minute hour day-of-month month day-of-week}, as crontab
 * has it, in a time zone.
 */
public final class Schedule {
  private final String cron;
  private final ZoneId zone;
  private final ExecutionTime times;

  private Schedule(String cron, ZoneId zone, ExecutionTime times) {
    this.cron = cron;
    this.zone = zone;
    this.times = times;
  }

  /**
   * Reads a schedule.
   *
   * @param cron five fields, such as {@code 0 2 * * *} for two o'clock every night
   * @param zone such as {@code UTC} or {@code Europe/Vienna}
   * @throws IllegalArgumentException when it is none, or never comes
   */
  public static Schedule parse(String cron, String zone) {
    Schedule schedule = new Schedule(cron, zone(zone), times(cron));
    if (schedule.atOrAfter(Instant.EPOCH).equals(Instant.MAX)) {
      throw new IllegalArgumentException("\"" + cron + "\" never comes");
    }
    return schedule;
  }

  /**
   * The first of its times at or after a moment; {@link Instant#MAX} when there is none. A time
   * that the clocks leave out when they go forward comes as much later.
   */
  public Instant atOrAfter(Instant moment) {
    LocalDateTime before = moment.minusNanos(1).atZone(zone).toLocalDateTime();
    return times
        .nextExecution(before.atZone(ZoneOffset.UTC))
        .map(next -> next.toLocalDateTime().atZone(zone))
        .map(next -> next.toInstant().isBefore(moment) ? next.withLaterOffsetAtOverlap() : next)
        .map(ZonedDateTime::toInstant)
        .orElse(Instant.MAX);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Schedule schedule
        && cron.equals(schedule.cron)
        && zone.equals(schedule.zone);
  }

  @Override
  public int hashCode() {
    return Objects.hash(cron, zone);
  }

  @Override
  public String toString() {
    return cron + " " + zone;
  }

  private static ExecutionTime times(String cron) {
    CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    try {
      return ExecutionTime.forCron(parser.parse(cron));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no cron of five fields such as 0 2 * * *: %s".formatted(cron, e.getMessage()),
          e);
    }
  }

  private static ZoneId zone(String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("\"" + zone + "\" is no time zone such as UTC", e);
    }
  }
}
