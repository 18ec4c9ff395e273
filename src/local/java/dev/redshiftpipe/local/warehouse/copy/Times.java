package dev.redshiftpipe.local.warehouse.copy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;

/**
 * Reads dates and times by DATEFORMAT and TIMEFORMAT. Without a format a date is {@code YYYY-MM-DD}
 * and a timestamp {@code YYYY-MM-DD HH:MI:SS}, fractions allowed; a T between them needs 'auto'.
 */
final class Times {
  private final String dateFormat;
  private final String timeFormat;
  private final TimePattern datePattern;
  private final TimePattern timePattern;

  /**
   * @param dateFormat empty for the usual, or {@code auto}
   * @param timeFormat empty for the usual, {@code auto}, {@code epochsecs}, {@code epochmillisecs}
   */
  Times(String dateFormat, String timeFormat) {
    this.dateFormat = dateFormat;
    this.timeFormat = timeFormat;
    this.datePattern =
        dateFormat.equals("auto")
            ? TimePattern.AUTO_DATE
            : dateFormat.isEmpty() ? TimePattern.DATE : TimePattern.of(dateFormat);
    this.timePattern =
        timeFormat.equals("auto")
            ? TimePattern.AUTO_TIMESTAMP
            : timeFormat.isEmpty() || timeFormat.startsWith("epoch")
                ? TimePattern.TIMESTAMP
                : TimePattern.of(timeFormat);
  }

  String date(String field) throws BadField {
    try {
      return LocalDate.from(datePattern.parse(field)).toString();
    } catch (DateTimeException e) {
      String expected = dateFormat.isEmpty() ? "YYYY-MM-DD" : dateFormat;
      if (field.length() < 10 && dateFormat.isEmpty()) {
        throw new BadField(1205, "Invalid Date Format - length must be 10 or more");
      }
      throw new BadField(1205, "Invalid date format or value [" + expected + "]");
    }
  }

  String timestamp(String field) throws BadField {
    if (timeFormat.startsWith("epoch")) {
      return epoch(field).toString();
    }
    try {
      TemporalAccessor parsed = timePattern.parse(field);
      LocalDate date = LocalDate.from(parsed);
      LocalTime time = parsed.query(TemporalQueries.localTime());
      LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
      ZoneOffset offset = parsed.query(TemporalQueries.offset());
      // a zone in the data is applied: the column holds UTC (TIMEFORMAT, 'auto')
      return offset == null
          ? local.toString()
          : local
              .atOffset(offset)
              .withOffsetSameInstant(ZoneOffset.UTC)
              .toLocalDateTime()
              .toString();
    } catch (DateTimeException e) {
      String expected = timeFormat.isEmpty() ? "YYYY-MM-DD HH24:MI:SS" : timeFormat;
      throw new BadField(1206, "Invalid timestamp format or value [" + expected + "]");
    }
  }

  String timestampWithZone(String field) throws BadField {
    return OffsetDateTime.of(LocalDateTime.parse(timestamp(field)), ZoneOffset.UTC).toString();
  }

  String time(String field) throws BadField {
    try {
      return LocalTime.parse(field).toString();
    } catch (DateTimeException e) {
      throw new BadField(1206, "Invalid time format or value [HH24:MI:SS]");
    }
  }

  private LocalDateTime epoch(String field) throws BadField {
    try {
      int shift = timeFormat.equals("epochmillisecs") ? 3 : 0;
      BigDecimal seconds = new BigDecimal(field).movePointLeft(shift);
      long micros = seconds.movePointRight(6).toBigInteger().longValueExact();
      return LocalDateTime.ofInstant(
          Instant.EPOCH
              .plusSeconds(Math.floorDiv(micros, 1_000_000L))
              .plusNanos(Math.floorMod(micros, 1_000_000L) * 1000),
          ZoneOffset.UTC);
    } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
      throw new BadField(1206, "Invalid timestamp format or value [" + timeFormat + "]");
    }
  }
}
