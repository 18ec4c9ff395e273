package dev.redshiftpipe.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  @ParameterizedTest
  @CsvSource({
    "0 2 * * *,      UTC,           2026-11-21T12:00:00Z, 2026-11-22T02:00:00Z",
    "0 2 * * *,      Europe/Vienna, 2026-11-21T12:00:00Z, 2026-11-22T01:00:00Z",
    "*/15 * * * *,   UTC,           2026-11-21T12:00:01Z, 2026-11-21T12:15:00Z",
    "*/15 * * * *,   UTC,           2026-11-21T12:00:00Z, 2026-11-21T12:00:00Z",
    "30 6 * * 1-5,   UTC,           2026-11-21T12:00:00Z, 2026-11-23T06:30:00Z",
    "0 0 1 * *,      UTC,           2026-11-21T12:00:00Z, 2026-12-01T00:00:00Z",
    // in the night when clocks go forward there is no 02:30: it is loaded at 03:30
    "30 2 * * *,     Europe/Vienna, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
    // and in the one when they go back there are two: it is loaded at the first
    "30 2 * * *,     Europe/Vienna, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
    // a file that is seen in the hour after the gap is still in time for what the gap left out
    "30 2 * * *,     Europe/Vienna, 2026-03-29T01:10:00Z, 2026-03-29T01:30:00Z",
    "30 2 * * *,     Europe/Vienna, 2026-10-25T01:10:00Z, 2026-10-26T01:30:00Z",
    "*/15 * * * *,   Europe/Vienna, 2026-10-25T00:50:00Z, 2026-10-25T01:00:00Z",
    "*/15 * * * *,   Europe/Vienna, 2026-10-25T01:10:00Z, 2026-10-25T01:15:00Z",
    // a star with a step is a star: odd days that are Mondays, not odd days and Mondays
    "0 2 */2 * 1,    UTC,           2026-11-21T12:00:00Z, 2026-11-23T02:00:00Z",
    "0 2 */2 * 1,    UTC,           2026-11-24T12:00:00Z, 2026-12-07T02:00:00Z",
    "0 2 13 * 5,     UTC,           2026-11-21T12:00:00Z, 2026-11-27T02:00:00Z",
    "0 2 13 * 5,     UTC,           2026-12-12T12:00:00Z, 2026-12-13T02:00:00Z",
    "0 0 29 2 *,     UTC,           2096-03-01T00:00:00Z, 2104-02-29T00:00:00Z",
    "0 0 * jan-feb 5-7, UTC,        2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "10-20/5 8 * * SUN, UTC,        2026-11-21T12:00:00Z, 2026-11-22T08:10:00Z",
    "30/10 8 * * 7,  UTC,           2026-11-22T08:41:00Z, 2026-11-22T08:50:00Z",
  })
  void knows_its_next_time(String cron, String zone, String moment, String next) {
    assertThat(Schedule.parse(cron, zone).atOrAfter(Instant.parse(moment))).isEqualTo(next);
  }

  @Test
  void is_refused_with_what_is_wrong_with_it() {
    assertThatThrownBy(() -> Schedule.parse("daily", "UTC"))
        .hasMessageContaining("\"daily\" is no cron of five fields");
    assertThatThrownBy(() -> Schedule.parse("0 25 * * *", "UTC")).hasMessageContaining("0 25");
    assertThatThrownBy(() -> Schedule.parse("0 2 */0 * *", "UTC")).hasMessageContaining("\"0\"");
    assertThatThrownBy(() -> Schedule.parse("0 2 * * sun-mon-tue", "UTC"))
        .hasMessageContaining("sun-mon-tue");
    assertThatThrownBy(() -> Schedule.parse("0 22-2 * * *", "UTC")).hasMessageContaining("22-2");
    assertThatThrownBy(() -> Schedule.parse("0 2 1, * *", "UTC")).hasMessageContaining("\"1,\"");
    assertThatThrownBy(() -> Schedule.parse("0 0 30 2 *", "UTC"))
        .hasMessageContaining("never comes");
    assertThatThrownBy(() -> Schedule.parse("0 2 * * *", "Vienna"))
        .hasMessageContaining("\"Vienna\" is no time zone");
  }
}
