package dev.redshiftpipe.pipe;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Five fields as crontab(5) has them, and the times of a clock that never changes at which they
 * come.
 *
 * @param minutes bits 0 to 59
 * @param hours bits 0 to 23
 * @param days of the month, bits 1 to 31
 * @param months bits 1 to 12
 * @param weekdays bits 0 to 6, from Sunday
 * @param isEveryDay whether day of month or day of week begins with a star: then a day must fit
 *     both, else one of them is enough (crontab(5))
 * @param isByTheClock whether minute or hour begins with a star: such jobs follow the clock on the
 *     wall, others come once a day whatever it does (cron(8))
 */
record Crontab(
    long minutes,
    long hours,
    long days,
    long months,
    long weekdays,
    boolean isEveryDay,
    boolean isByTheClock) {
  private static final List<String> MONTHS =
      List.of(
          "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  /** A day of February is on a given weekday once in 28 years, around 2100 once in 40. */
  private static final int YEARS = 40;

  /**
   * @throws IllegalArgumentException when it is not five such fields
   */
  static Crontab parse(String text) {
    String[] fields = text.strip().split("\\s+");
    if (fields.length != 5) {
      throw new IllegalArgumentException("expected five fields, found " + fields.length);
    }
    long weekdays = bits(fields[4], 0, 7, WEEKDAYS);
    return new Crontab(
        bits(fields[0], 0, 59, List.of()),
        bits(fields[1], 0, 23, List.of()),
        bits(fields[2], 1, 31, List.of()),
        bits(fields[3], 1, 12, MONTHS),
        (weekdays | weekdays >> 7) & 0x7f, // 7 is Sunday, too
        fields[2].startsWith("*") || fields[4].startsWith("*"),
        fields[0].startsWith("*") || fields[1].startsWith("*"));
  }

  /** The first of its times that is not before another; empty when there is none. */
  Optional<LocalDateTime> atOrAfter(LocalDateTime time) {
    LocalDateTime from = time.truncatedTo(ChronoUnit.MINUTES);
    from = from.isBefore(time) ? from.plusMinutes(1) : from;
    LocalDate day = from.toLocalDate();
    int minute = isDue(day) ? minuteAtOrAfter(from.getHour() * 60 + from.getMinute()) : -1;
    LocalDate last = day.plusYears(YEARS);
    while (minute < 0 && day.isBefore(last)) {
      day =
          has(months, day.getMonthValue()) ? day.plusDays(1) : day.withDayOfMonth(1).plusMonths(1);
      minute = isDue(day) ? minuteAtOrAfter(0) : -1;
    }
    return minute < 0 ? Optional.empty() : Optional.of(day.atTime(minute / 60, minute % 60));
  }

  private boolean isDue(LocalDate day) {
    boolean isDay = has(days, day.getDayOfMonth());
    boolean isWeekday = has(weekdays, day.getDayOfWeek().getValue() % 7);
    return has(months, day.getMonthValue())
        && (isEveryDay ? isDay && isWeekday : isDay || isWeekday);
  }

  /** Of the day; -1 when there is none. */
  private int minuteAtOrAfter(int minuteOfDay) {
    for (int minute = minuteOfDay; minute < 24 * 60; minute++) {
      if (has(hours, minute / 60) && has(minutes, minute % 60)) {
        return minute;
      }
    }
    return -1;
  }

  private static boolean has(long bits, int bit) {
    return (bits >> bit & 1) == 1;
  }

  private static long bits(String field, int least, int most, List<String> names) {
    long bits = 0;
    for (String term : field.split(",", -1)) {
      String[] parts = term.split("/", -1);
      String[] range = parts[0].split("-", -1);
      boolean isStar = parts[0].equals("*");
      int step = parts.length == 1 ? 1 : number(parts[1], 1, most, List.of(), field);
      int first = isStar ? least : number(range[0], least, most, names, field);
      int last =
          range.length == 2
              ? number(range[1], least, most, names, field)
              : isStar || parts.length == 2 ? most : first;
      if (parts.length > 2 || range.length > 2 || last < first) {
        throw wrong(term, field);
      }
      for (int value = first; value <= last; value += step) {
        bits |= 1L << value;
      }
    }
    return bits;
  }

  private static int number(String text, int least, int most, List<String> names, String field) {
    int named = text.isEmpty() ? -1 : names.indexOf(text.toLowerCase(Locale.ROOT));
    int value = named >= 0 ? named : text.matches("\\d{1,2}") ? Integer.parseInt(text) : -1;
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "\"%s\" in \"%s\" is not from %d to %d".formatted(text, field, least, most));
    }
    return value;
  }

  private static IllegalArgumentException wrong(String term, String field) {
    return new IllegalArgumentException(
        "\"%s\" in \"%s\" is not *, a value or a range, with or without a step"
            .formatted(term, field));
  }
}
