package dev.redshiftpipe.pipe;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The times at which a pipe loads: {@code minute hour day-of-month month day-of-week}, as crontab
 * has it, in a time zone.
 *
 * <p>A time that the clocks leave out when they go forward comes as much later: 02:30 at 03:30. One
 * that they pass twice when they go back comes at the first; at both where minute or hour begins
 * with a star, as in {@code *}{@code /15 * * * *}.
 */
public final class Schedule {
  private final String cron;
  private final ZoneId zone;
  private final Crontab times;

  private Schedule(String cron, ZoneId zone, Crontab times) {
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
    if (schedule.times.atOrAfter(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
      throw new IllegalArgumentException("\"" + cron + "\" never comes");
    }
    return schedule;
  }

  /**
   * The first of its times at or after a moment, never later than that of a later moment; {@link
   * Instant#MAX} when there is none.
   */
  public Instant atOrAfter(Instant moment) {
    ZoneRules rules = zone.getRules();
    Instant from = moment;
    ZoneOffsetTransition change = rules.nextTransition(from);
    Instant next = withOneOffset(rules, from);
    // what comes after a change of the clocks is another time than it seems before it
    while (change != null && !next.isBefore(change.getInstant()) && !next.equals(Instant.MAX)) {
      from = change.getInstant();
      change = rules.nextTransition(from);
      next = withOneOffset(rules, from);
    }
    return next;
  }

  /** As if the clocks did not change any more. */
  private Instant withOneOffset(ZoneRules rules, Instant from) {
    ZoneOffset offset = rules.getOffset(from);
    LocalDateTime local = LocalDateTime.ofInstant(from, offset);
    ZoneOffsetTransition last = rules.previousTransition(from.plusNanos(1));
    if (last != null && last.isOverlap() && !times.isByTheClock()) {
      LocalDateTime again = last.getDateTimeBefore();
      local = local.isBefore(again) ? again : local;
    }
    Instant next = first(local, offset);
    if (last != null && last.isGap()) {
      LocalDateTime leftOut = LocalDateTime.ofInstant(from, last.getOffsetBefore());
      if (leftOut.isBefore(last.getDateTimeAfter())) {
        Instant late = first(leftOut, last.getOffsetBefore());
        boolean isLeftOut =
            late.isBefore(last.getDateTimeAfter().toInstant(last.getOffsetBefore()));
        next = isLeftOut && late.isBefore(next) ? late : next;
      }
    }
    return next;
  }

  private Instant first(LocalDateTime local, ZoneOffset offset) {
    return times.atOrAfter(local).map(time -> time.toInstant(offset)).orElse(Instant.MAX);
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

  private static Crontab times(String cron) {
    try {
      return Crontab.parse(cron);
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
