package dev.redshiftpipe.local.warehouse.copy;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Redshift's datetime formats (r_DATEFORMAT_and_TIMEFORMAT_strings) as Java's. */
final class TimePattern {
  /** Longest first; .F is an optional fraction, OF an optional offset. */
  private static final Map<String, String> PARTS =
      Map.ofEntries(
          Map.entry("YYYY", "uuuu"),
          Map.entry("YY", "uu"),
          Map.entry("MONTH", "MMMM"),
          Map.entry("MON", "MMM"),
          Map.entry("MM", "MM"),
          Map.entry("DDD", "DDD"),
          Map.entry("DD", "dd"),
          Map.entry("HH24", "HH"),
          Map.entry("HH12", "hh"),
          Map.entry("HH", "HH"),
          Map.entry("MI", "mm"),
          Map.entry("SS", "ss"),
          Map.entry("AM", "a"),
          Map.entry("PM", "a"));

  /** What 'auto' recognizes of dates, the formats of the guide's table that name a day. */
  private static final List<String> AUTO_DATES =
      List.of("YYYY-MM-DD", "MM/DD/YYYY", "YYYY/MM/DD", "YYYYMMDD", "MON-DD-YYYY", "DD-MON-YYYY");

  private static final List<String> AUTO_TIMES =
      List.of(
          "'T'HH24:MI:SS.FOF", " HH24:MI:SS.FOF", " HH24:MI:SS.F OF", " HH24MISS", " HH24:MI", "");

  static final TimePattern DATE = new TimePattern(List.of("YYYY-MM-DD"));
  static final TimePattern TIMESTAMP =
      new TimePattern(List.of("YYYY-MM-DD HH24:MI:SS.FOF", "YYYY-MM-DD HH24:MI", "YYYY-MM-DD"));
  static final TimePattern AUTO_DATE = new TimePattern(AUTO_DATES);
  static final TimePattern AUTO_TIMESTAMP = new TimePattern(combinations());

  private final List<DateTimeFormatter> formatters = new ArrayList<>();

  private TimePattern(List<String> formats) {
    formats.forEach(format -> formatters.add(formatter(format)));
  }

  static TimePattern of(String format) {
    return new TimePattern(List.of(format));
  }

  /**
   * @throws DateTimeException when no format fits
   */
  TemporalAccessor parse(String text) {
    for (DateTimeFormatter formatter : formatters) {
      try {
        return formatter.parse(text);
      } catch (DateTimeException e) {
        // the next format may fit
        continue;
      }
    }
    throw new DateTimeException("no format fits");
  }

  private static List<String> combinations() {
    List<String> formats = new ArrayList<>();
    for (String date : AUTO_DATES) {
      AUTO_TIMES.forEach(time -> formats.add(date + time));
    }
    return formats;
  }

  private static DateTimeFormatter formatter(String format) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    int at = 0;
    while (at < format.length()) {
      at += append(builder, format, at);
    }
    return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
  }

  private static int append(DateTimeFormatterBuilder builder, String format, int at) {
    if (format.startsWith(".F", at)) {
      builder.optionalStart().appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true).optionalEnd();
      return 2;
    }
    if (format.startsWith("OF", at)) {
      builder.appendPattern("[XXX][XX][X]");
      return 2;
    }
    for (int length = Math.min(5, format.length() - at); length >= 2; length--) {
      String part = PARTS.get(format.substring(at, at + length).toUpperCase(Locale.ROOT));
      if (part != null) {
        builder.appendPattern(part);
        if (part.equals("ss") && !format.startsWith(".F", at + length)) {
          // fractions are read whether the format names them or not
          builder
              .optionalStart()
              .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
              .optionalEnd();
        }
        return length;
      }
    }
    if (format.charAt(at) != '\'') {
      builder.appendLiteral(format.charAt(at));
    }
    return 1;
  }
}
