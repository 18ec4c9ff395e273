package dev.redshiftpipe.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Crontabs in the days around a change of the clocks, against a list of all their times. */
class ScheduleChangesTest {
  private static final Duration AROUND = Duration.ofDays(3);

  /** A field, and what it means. */
  record Field(String text, Set<Integer> values) {
    boolean isStar() {
      return text.startsWith("*");
    }
  }

  record Cron(Field minute, Field hour, Field day, Field weekday) {
    boolean fits(LocalDateTime time) {
      boolean isDay = day.values().contains(time.getDayOfMonth());
      boolean isWeekday = weekday.values().contains(time.getDayOfWeek().getValue() % 7);
      return minute.values().contains(time.getMinute())
          && hour.values().contains(time.getHour())
          && (day.isStar() || weekday.isStar() ? isDay && isWeekday : isDay || isWeekday);
    }

    @Override
    public String toString() {
      return String.join(" ", minute.text(), hour.text(), day.text(), "*", weekday.text());
    }
  }

  /** A zone, and a moment when its clocks change; any moment where they never do. */
  record Change(ZoneId zone, Instant at) {}

  @Property(tries = 3_000)
  void each_file_is_due_at_the_first_of_all_times_that_is_not_before_it(
      @ForAll("crons") Cron cron,
      @ForAll("changes") Change change,
      @ForAll @IntRange(min = -3 * 86_400, max = 2 * 86_400) int second) {
    Schedule schedule = Schedule.parse(cron.toString(), change.zone().toString());
    TreeSet<Instant> all = times(cron, change);
    Instant seen = change.at().plusSeconds(second);
    Instant seenLater = seen.plusSeconds(1 + Math.abs(second) % 7_200);

    Instant due = schedule.atOrAfter(seen);

    assertThat(due).isAfterOrEqualTo(seen);
    assertThat(due).isBeforeOrEqualTo(schedule.atOrAfter(seenLater));
    Instant expected = all.ceiling(seen);
    if (expected != null) {
      assertThat(due).isEqualTo(expected);
    } else {
      assertThat(due).isAfter(all.isEmpty() ? seen : all.last());
    }
  }

  /** Every time of the clock, once; again where the clocks pass it twice and a star is followed. */
  private static TreeSet<Instant> times(Cron cron, Change change) {
    ZoneRules rules = change.zone().getRules();
    TreeSet<Instant> all = new TreeSet<>();
    LocalDateTime end = LocalDateTime.ofInstant(change.at().plus(AROUND), ZoneOffset.UTC);
    LocalDateTime time =
        LocalDateTime.ofInstant(change.at().minus(AROUND), ZoneOffset.UTC)
            .minusDays(2)
            .truncatedTo(ChronoUnit.MINUTES);
    for (; time.isBefore(end); time = time.plusMinutes(1)) {
      if (cron.fits(time)) {
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        all.add(time.atZone(change.zone()).toInstant()); // in a gap as much later
        if (offsets.size() == 2 && (cron.minute().isStar() || cron.hour().isStar())) {
          all.add(time.toInstant(offsets.get(1)));
        }
      }
    }
    return all;
  }

  @Provide
  Arbitrary<Cron> crons() {
    return Combinators.combine(
            Arbitraries.of(
                one(0, 59, "*"),
                one(0, 59, "*/15"),
                one(0, 59, "30"),
                one(0, 59, "0"),
                one(0, 59, "59"),
                one(0, 59, "0,45")),
            Arbitraries.of(
                one(0, 23, "*"),
                one(0, 23, "*/2"),
                one(0, 23, "0"),
                one(0, 23, "1"),
                one(0, 23, "2"),
                one(0, 23, "3"),
                one(0, 23, "23"),
                one(0, 23, "1-3")),
            Arbitraries.of(
                one(1, 31, "*"), one(1, 31, "*/2"), one(1, 31, "1-15"), one(1, 31, "30")),
            Arbitraries.of(one(0, 6, "*"), one(0, 6, "*/2"), one(0, 6, "0"), one(0, 6, "1-5")))
        .as(Cron::new);
  }

  @Provide
  Arbitrary<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (String name :
        List.of(
            "UTC",
            "Europe/Vienna",
            "America/New_York",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Asia/Tehran",
            "Africa/Casablanca",
            "Pacific/Apia")) {
      ZoneId zone = ZoneId.of(name);
      Instant at = Instant.parse("2010-01-01T00:00:00Z");
      for (int i = 0; i < 40; i++) {
        ZoneOffsetTransition next = zone.getRules().nextTransition(at);
        at = next == null ? at.plus(Duration.ofDays(97)) : next.getInstant();
        changes.add(new Change(zone, at));
      }
    }
    return Arbitraries.of(changes);
  }

  /** Reads a field in the plainest way. */
  private static Field one(int least, int most, String text) {
    Set<Integer> values =
        IntStream.rangeClosed(least, most)
            .filter(
                value ->
                    text.startsWith("*/")
                        ? (value - least) % Integer.parseInt(text.substring(2)) == 0
                        : text.equals("*")
                            || List.of(text.split(",")).contains(String.valueOf(value))
                            || (text.contains("-")
                                && value >= Integer.parseInt(text.split("-")[0])
                                && value <= Integer.parseInt(text.split("-")[1])))
            .boxed()
            .collect(Collectors.toSet());
    return new Field(text, values);
  }
}
