package dev.redshiftpipe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Loads that fail for a while with an error that nobody knows, in virtual time: batches are halved,
 * single files set aside, as the routes do it. No good file is refused for it, and a bad one is.
 */
class PassingFaultsTest {

  @Property(tries = 2_000, seed = "1")
  void a_run_of_failures_refuses_no_good_file(
      @ForAll @IntRange(min = 1, max = 8) int first,
      @ForAll @IntRange(max = 8) int second,
      @ForAll @IntRange(max = 20) int from,
      @ForAll @IntRange(max = 15) int failures) {
    Table table = new Table(Set.of(), run(from, failures));
    table.add("a", first);
    table.pass(3);
    table.add("b", second);
    table.pass(1_500);

    assertThat(table.refused).isEmpty();
    assertThat(table.loaded).hasSize(first + second);
  }

  @Property(tries = 5_000, seed = "1")
  void four_failures_refuse_no_good_file_whenever_they_come(
      @ForAll @IntRange(min = 1, max = 8) int first,
      @ForAll @IntRange(max = 8) int second,
      @ForAll @Size(max = 4) Set<@IntRange(max = 20) Integer> failures) {
    Table table = new Table(Set.of(), failures::contains);
    table.add("a", first);
    table.pass(3);
    table.add("b", second);
    table.pass(600);

    assertThat(table.refused).isEmpty();
    assertThat(table.loaded).hasSize(first + second);
  }

  @Property(tries = 500, seed = "1")
  void a_bad_file_among_them_is_refused_as_soon_as_another_was_loaded_since(
      @ForAll @IntRange(min = 1, max = 8) int files,
      @ForAll @IntRange(max = 20) int from,
      @ForAll @IntRange(max = 15) int failures) {
    Table table = new Table(Set.of("a0"), run(from, failures));
    table.add("a", files);
    table.pass(1_500);
    table.add("b", 1);
    table.pass(1_500);

    assertThat(table.refused).containsExactly("a0");
    assertThat(table.loaded).hasSize(files);
  }

  @Property(tries = 100, seed = "1")
  void files_that_come_after_a_bad_one_wait_for_no_more_than_three_seconds(
      @ForAll @IntRange(max = 120) int secondsLater) {
    Table table = new Table(Set.of("a0"), none -> false);
    table.add("a", 1);
    table.pass(1 + secondsLater);
    table.add("b", 1);
    table.pass(3);

    assertThat(table.loaded).containsExactly("b0");
  }

  private static IntPredicate run(int from, int failures) {
    return number -> number >= from && number < from + failures;
  }

  private static final class Table {
    private final Pipe orders = Samples.pipeWith("batch.files = 8");
    private final Lanes lanes = new Lanes(new LaneLimits(10, 1_000));
    private final Set<String> bad;
    private final IntPredicate fails;
    private final Set<String> loaded = new TreeSet<>();
    private final Set<String> refused = new TreeSet<>();
    private final Map<String, Instant> parked = new TreeMap<>();
    private Instant now = Samples.NOON;
    private int statements;

    /**
     * @param fails which statements do, from 0, whatever their files
     */
    Table(Set<String> bad, IntPredicate fails) {
      this.bad = bad;
      this.fails = fails;
    }

    void add(String name, int count) {
      IntStream.range(0, count).forEach(i -> lanes.add(Samples.assignment(orders, name + i), now));
    }

    /** What is parked comes back after its delay. */
    private void park() {
      for (Parked one : lanes.surplus(now)) {
        String key = one.file().object().key();
        lanes.release(orders.name(), List.of(one.file().fileId()), Outcome.HANDED_BACK);
        parked.put(key, now.plus(one.delay()));
      }
      for (String key : List.copyOf(parked.keySet())) {
        if (!now.isBefore(parked.get(key))) {
          parked.remove(key);
          lanes.add(Samples.assignment(orders, key), now);
        }
      }
    }

    void pass(int seconds) {
      Instant end = now.plusSeconds(seconds);
      while (now.isBefore(end)) {
        now = now.plus(Duration.ofMillis(250));
        park();
        for (Batch batch : lanes.due(now)) {
          now = now.plus(Duration.ofMillis(250));
          run(batch);
        }
      }
    }

    private void run(Batch batch) {
      List<String> keys = batch.files().stream().map(file -> file.object().key()).toList();
      if (batch.purpose() == Purpose.REFUSE) {
        lanes.leave(batch);
        refused.addAll(keys);
        return;
      }
      if (!fails.test(statements++) && keys.stream().noneMatch(bad::contains)) {
        lanes.loaded(batch, now);
        loaded.addAll(keys);
      } else if (batch.isSingle()) {
        lanes.setAside(batch, Fault.ofFile("odd", "id", "COPY"), Evidence.UNKNOWN, now);
      } else {
        lanes.goOn(
            batch, batch.halves().stream().map(half -> half.to(batch.purpose())).toList(), now);
      }
    }
  }
}
