package dev.redshiftpipe.local.warehouse.copy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Dates and times that Avro and Parquet keep as numbers, as COPY reads them of text. */
final class EpochTimes {
  private EpochTimes() {}

  static String date(long days) {
    return LocalDate.ofEpochDay(days).toString();
  }

  /**
   * @param micros since midnight
   */
  static String time(long micros) {
    return LocalTime.ofNanoOfDay(micros * 1000).format(DateTimeFormatter.ISO_LOCAL_TIME);
  }

  /**
   * @param micros since 1970, in UTC
   */
  static String timestamp(long micros) {
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return time.toLocalDate() + " " + time.format(DateTimeFormatter.ISO_LOCAL_TIME);
  }
}
