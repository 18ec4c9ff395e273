package dev.redshiftpipe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Hold.Scope;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Lanes in which something went wrong. */
class HeldLanesTest {
  private final Lanes lanes = new Lanes(new LaneLimits(10, 20));
  private final Pipe orders = Samples.orders();
  private final Pipe clicks = Samples.pipe("clicks", "s3://landing/clicks/", "public.clicks");
  private Instant now = Samples.NOON;

  @Nested
  class A_held_lane {
    @Test
    void sends_its_batch_again_as_a_probe_after_growing_rests() {
      Batch batch = only(orders, "orders/a");
      List<Duration> rests = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        lanes.hold(batch, Scope.LANE, "no table", now);
        Instant heldAt = now;
        while (lanes.due(now).isEmpty()) {
          pass(Duration.ofMillis(500));
        }
        rests.add(Duration.between(heldAt, now));
        batch = batch.again();
      }

      assertThat(rests.stream().map(Duration::toSeconds))
          .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void parks_what_waits_and_what_comes_but_not_its_probe() {
      Batch batch = three();
      add(orders, "orders/b");
      lanes.hold(batch, Scope.LANE, "no table", now);
      add(orders, "orders/c");

      assertThat(lanes.surplus(now))
          .extracting(parked -> parked.file().object().key())
          .containsExactlyInAnyOrder("orders/b", "orders/c");
      assertThat(lanes.surplus(now)).isEmpty();
      pass(Duration.ofSeconds(1));
      assertThat(lanes.due(now))
          .singleElement()
          .satisfies(probe -> assertThat(probe.attempt()).isEqualTo(2));
    }

    @Test
    void lets_a_newer_file_probe_where_it_has_failed_with_one_alone() {
      Batch batch = only(orders, "orders/a");
      lanes.hold(batch, Scope.LANE, "no table", now);
      add(orders, "orders/b", "orders/c");

      assertThat(lanes.surplus(now))
          .extracting(parked -> parked.file().object().key())
          .containsExactly("orders/c");
      pass(Duration.ofSeconds(1));
      assertThat(keys(lanes.due(now))).containsExactly("orders/b");
    }

    @Test
    void halves_its_batch_when_that_fails_again_so_that_no_file_holds_the_others() {
      lanes.hold(three(), Scope.LANE, "cannot be read", now);
      pass(Duration.ofSeconds(1));
      lanes.hold(lanes.due(now).get(0), Scope.LANE, "cannot be read", now);
      pass(Duration.ofSeconds(2));

      assertThat(keys(lanes.due(now))).containsExactly("orders/1");
    }

    @Test
    void names_the_file_and_the_statement_it_hangs_on() {
      lanes.hold(three(), Scope.LANE, "the statement 42 is FAILED at [files]: no", now);

      assertThat(lanes.standing().lanes().get(0).hold().orElseThrow().reason())
          .contains("s3://landing/orders/1 and 2 others", "statement 42", "[files]");
    }

    @Test
    void parks_for_longer_the_longer_it_is_held() {
      Batch batch = three();
      lanes.hold(batch, Scope.LANE, "no table", now);
      add(orders, "orders/b");
      Duration first = lanes.surplus(now).get(0).delay();
      pass(Duration.ofMinutes(20));
      add(orders, "orders/c");
      Duration second = lanes.surplus(now).get(0).delay();
      pass(Duration.ofDays(2));
      add(orders, "orders/d");
      Duration last = lanes.surplus(now).get(0).delay();

      assertThat(List.of(first, second, last))
          .containsExactly(Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofSeconds(900));
    }

    @Test
    void does_not_hold_others() {
      lanes.hold(only(orders, "orders/a"), Scope.LANE, "no table", now);
      add(clicks, "clicks/a", "clicks/b", "clicks/c");

      assertThat(lanes.due(now)).hasSize(1);
    }

    @Test
    void goes_on_with_everything_once_a_probe_is_loaded() {
      Batch batch = only(orders, "orders/a");
      lanes.hold(batch, Scope.LANE, "no table", now);
      pass(Duration.ofSeconds(1));
      lanes.loaded(lanes.due(now).get(0), now);
      add(orders, "orders/b", "orders/c", "orders/d");

      assertThat(lanes.due(now)).hasSize(1);
      assertThat(lanes.standing().lanes()).allMatch(lane -> lane.hold().isEmpty());
    }

    @Test
    void refuses_a_file_that_waited_longer_than_give_up_after_and_failed_alone() {
      Batch batch = only(orders, "orders/a");
      pass(Duration.ofDays(15));
      lanes.hold(batch, Scope.LANE, "no table", now);

      Batch refusal = lanes.due(now).get(0);

      assertThat(refusal.purpose()).isEqualTo(Purpose.REFUSE);
      assertThat(refusal.files().get(0).fault().reason()).contains("give-up-after", "no table");
    }

    @Test
    void refuses_no_file_for_what_happened_to_its_neighbour() {
      Batch batch = three();
      pass(Duration.ofDays(15));
      lanes.hold(batch, Scope.LANE, "orders/2 cannot be read", now);
      List<String> loaded = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        pass(Duration.ofSeconds(1));
        for (Batch next : lanes.due(now)) {
          assertThat(next.files()).hasSize(1);
          String key = next.files().get(0).object().key();
          if (next.purpose() == Purpose.REFUSE) {
            refused.add(key);
            lanes.leave(next);
          } else if (key.equals("orders/2")) {
            lanes.hold(next, Scope.LANE, "it cannot be read", now);
          } else {
            loaded.add(key);
            lanes.loaded(next, now);
          }
        }
      }

      assertThat(loaded).containsExactly("orders/1", "orders/3");
      assertThat(refused).containsExactly("orders/2");
    }
  }

  @Nested
  class A_held_warehouse {
    @Test
    void lets_one_batch_probe_and_opens_when_that_is_answered() {
      Batch batch = only(orders, "orders/a");
      lanes.hold(batch, Scope.WAREHOUSE, "paused", now);
      add(clicks, "clicks/a", "clicks/b", "clicks/c");

      assertThat(lanes.due(now)).isEmpty();
      pass(Duration.ofSeconds(1));
      List<Batch> probes = lanes.due(now);
      assertThat(probes).hasSize(1);
      assertThat(lanes.due(now)).isEmpty();
      lanes.loaded(probes.get(0), now);
      pass(Duration.ofSeconds(1));
      assertThat(lanes.due(now)).hasSize(1);
    }

    @Test
    void parks_what_waits_in_all_its_lanes() {
      lanes.hold(only(orders, "orders/a"), Scope.WAREHOUSE, "paused", now);
      add(clicks, "clicks/a");

      assertThat(lanes.surplus(now)).hasSize(1);
      assertThat(lanes.standing().warehouses())
          .hasEntrySatisfying("default", one -> assertThat(one.hold()).isPresent());
    }
  }

  @Nested
  class A_file_that_failed_alone {
    @Test
    void is_refused_after_another_of_its_pipe_was_loaded_and_more_than_one_try() {
      fail(only(orders, "orders/a"), Evidence.UNKNOWN);
      add(orders, "orders/b");
      pass(Duration.ofSeconds(1));
      lanes.loaded(next(), now);
      for (int i = 0; i < 4; i++) {
        Batch again = next();
        assertThat(again.purpose()).isEqualTo(Purpose.CONFIRM);
        assertThat(keys(List.of(again))).containsExactly("orders/a");
        fail(again, Evidence.UNKNOWN);
        pass(Duration.ofSeconds(4));
      }

      assertThat(next().purpose()).isEqualTo(Purpose.REFUSE);
    }

    @Test
    void is_not_refused_for_a_load_that_began_before_it_failed() {
      Batch batch = two();
      lanes.goOn(batch, batch.halves(), now);
      lanes.loaded(next(), now);
      for (int i = 0; i < 10; i++) {
        pass(Duration.ofSeconds(60));
        Batch second = next();
        assertThat(second.purpose()).isEqualTo(Purpose.CONFIRM);
        fail(second, Evidence.UNKNOWN);
      }
      pass(Duration.ofSeconds(60));
      lanes.loaded(next(), now);

      assertThat(lanes.standing().lanes().get(0).suspects()).isEmpty();
    }

    @Test
    void is_refused_within_seconds_where_the_error_names_its_damage() {
      Instant first = now.plusSeconds(1);
      fail(only(orders, "orders/cut.gz"), Evidence.OF_THE_FILE);
      pass(Duration.ofSeconds(1));
      fail(next(), Evidence.OF_THE_FILE);
      pass(Duration.ofSeconds(2));
      fail(next(), Evidence.OF_THE_FILE);

      assertThat(next().purpose()).isEqualTo(Purpose.REFUSE);
      assertThat(now).isEqualTo(first.plusSeconds(3));
    }

    @Test
    void is_never_refused_for_an_error_that_may_pass() {
      fail(only(orders, "orders/a"), Evidence.NONE);
      int tries = 0;
      for (int i = 0; i < 50; i++) {
        add(orders, "orders/" + i);
        pass(Duration.ofSeconds(60));
        Batch next = next();
        assertThat(next.purpose()).isNotEqualTo(Purpose.REFUSE);
        if (keys(List.of(next)).equals(List.of("orders/a"))) {
          tries++;
          fail(next, Evidence.NONE);
        } else {
          lanes.loaded(next, now);
          next.files()
              .forEach(file -> lanes.release("orders", List.of(file.fileId()), Outcome.LOADED));
        }
      }

      assertThat(tries).isGreaterThan(10);
    }

    @Test
    void holds_nothing_with_an_error_that_may_pass_once_others_are_loaded() {
      Batch first = only(orders, "orders/a");
      assertThat(lanes.hold(first, Scope.LANE, "Status 503", now)).isTrue();
      add(orders, "orders/b");
      pass(Duration.ofSeconds(1));
      lanes.loaded(next(), now);
      Batch again = next();

      assertThat(keys(List.of(again))).containsExactly("orders/a");
      assertThat(lanes.hold(again, Scope.LANE, "Status 503", now)).isFalse();
      add(orders, "orders/c", "orders/d", "orders/e");
      assertThat(lanes.surplus(now)).isEmpty();
      assertThat(keys(lanes.due(now))).containsExactly("orders/c", "orders/d", "orders/e");
    }

    @Test
    void holds_nothing_and_is_shown_with_its_error_and_its_next_try() {
      fail(only(orders, "orders/a"), Evidence.UNKNOWN);

      Standing.OfLane lane = lanes.standing().lanes().get(0);
      assertThat(lane.hold()).isEmpty();
      assertThat(lane.suspects())
          .containsExactly(
              new Standing.OfSuspect(
                  "orders", "s3://landing/orders/a", "odd", 1, now, now.plusSeconds(1)));
    }

    @Test
    void keeps_files_that_come_later_waiting_for_no_longer_than_they_linger() {
      fail(only(orders, "orders/a"), Evidence.UNKNOWN);
      for (int i = 0; i < 10; i++) {
        pass(Duration.ofSeconds(60));
        fail(next(), Evidence.UNKNOWN);
      }
      add(orders, "orders/b");
      assertThat(lanes.surplus(now)).isEmpty();
      pass(Duration.ofSeconds(1));

      assertThat(keys(lanes.due(now))).containsExactly("orders/b");
    }

    @Test
    void lets_files_that_come_later_have_their_turn_while_it_is_confirmed() {
      fail(only(orders, "orders/a"), Evidence.UNKNOWN);
      add(orders, "orders/b");
      pass(Duration.ofSeconds(1));
      lanes.loaded(next(), now);
      add(orders, "orders/c", "orders/d", "orders/e");
      pass(Duration.ofSeconds(1));
      List<String> order = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Batch next = next();
        order.addAll(keys(List.of(next)));
        if (next.purpose() == Purpose.CONFIRM) {
          fail(next, Evidence.UNKNOWN);
        } else {
          lanes.loaded(next, now);
        }
      }

      assertThat(order).containsExactly("orders/a", "orders/c", "orders/d", "orders/e");
    }

    @Test
    void holds_the_lane_after_two_others_that_did_so_with_none_loaded_between() {
      Batch batch = three();
      List<Batch> singles =
          batch.files().stream().map(file -> batch.part(List.of(file), Purpose.LOAD)).toList();
      lanes.goOn(batch, singles, now);
      for (int i = 0; i < 2; i++) {
        fail(next(), Evidence.UNKNOWN);
        assertThat(lanes.standing().lanes().get(0).hold()).isEmpty();
      }
      fail(next(), Evidence.UNKNOWN);

      assertThat(lanes.standing().lanes().get(0).hold()).isPresent();
      add(orders, "orders/new");
      pass(Duration.ofSeconds(1));
      assertThat(keys(lanes.due(now))).containsExactly("orders/new");
    }

    private void fail(Batch single, Evidence evidence) {
      lanes.setAside(single, Fault.ofFile("odd", "id", "COPY"), evidence, now);
    }
  }

  @Nested
  class Files_that_all_lack_a_column {
    @Test
    void are_refused_where_nothing_of_their_pipe_was_loaded_yet() {
      Batch batch = three();
      lanes.allAlike(batch, refusals(batch), now);

      assertThat(next().purpose()).isEqualTo(Purpose.REFUSE);
    }

    @Test
    void are_refused_while_they_are_one_or_two() {
      lanes.loaded(only(orders, "orders/good"), now);
      Batch batch = two();
      lanes.allAlike(batch, refusals(batch), now);

      assertThat(next().purpose()).isEqualTo(Purpose.REFUSE);
    }

    @Test
    void are_held_for_the_table_is_meant_and_loaded_once_it_is_altered() {
      lanes.loaded(only(orders, "orders/good"), now);
      Batch batch = three();
      lanes.allAlike(batch, refusals(batch), now);

      assertThat(lanes.standing().lanes().get(0).hold().orElseThrow().reason())
          .contains("Was a column added", "Delimiter not found", "s3://landing/orders/1");
      pass(Duration.ofSeconds(1));
      Batch probe = next();
      assertThat(probe.purpose()).isEqualTo(Purpose.LOAD);
      lanes.loaded(probe, now);
      assertThat(lanes.standing().lanes().get(0).hold()).isEmpty();
    }

    @Test
    void are_refused_after_a_quarter_of_an_hour_for_no_files_hold_a_table_for_good() {
      lanes.loaded(only(orders, "orders/good"), now);
      Batch batch = three();
      Instant begin = now;
      List<String> refused = new ArrayList<>();
      lanes.allAlike(batch, refusals(batch), now);
      while (refused.size() < 3 && now.isBefore(begin.plus(Duration.ofHours(1)))) {
        pass(Duration.ofSeconds(1));
        for (Batch probe : lanes.due(now)) {
          if (probe.purpose() == Purpose.REFUSE) {
            refused.addAll(keys(List.of(probe)));
            lanes.leave(probe);
          } else {
            lanes.allAlike(probe, refusals(probe), now);
          }
        }
      }

      assertThat(refused).containsExactlyInAnyOrder("orders/1", "orders/2", "orders/3");
      assertThat(Duration.between(begin, now))
          .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(20));
    }

    private List<Batch> refusals(Batch batch) {
      Fault fault = Fault.ofFile("Delimiter not found (1214)", "id", "COPY");
      return List.of(
          batch.part(
              batch.files().stream().map(file -> file.with(fault)).toList(), Purpose.REFUSE));
    }
  }

  @Nested
  class A_refusal_that_cannot_be_recorded {
    @Test
    void goes_again_with_plain_words_and_lets_other_files_go() {
      Batch refusal = refusal("the header names \"\u0000PK\u0003\" which is not a column");
      for (int i = 0; i < 4; i++) {
        lanes.hold(refusal, Scope.LANE, "[list] failed", now);
        pass(Duration.ofSeconds(60));
        refusal = next();
      }

      assertThat(refusal.purpose()).isEqualTo(Purpose.REFUSE);
      assertThat(refusal.files().get(0).fault().reason())
          .startsWith("its reason could not be recorded as it was: the header names PK")
          .matches("[ -~]*");
      lanes.hold(refusal, Scope.LANE, "[list] failed", now);
      add(orders, "orders/good");
      pass(Duration.ofSeconds(60));
      assertThat(keys(lanes.due(now))).containsExactly("orders/good");
    }

    private Batch refusal(String reason) {
      Batch batch = only(orders, "orders/bad");
      BatchFile bad = batch.files().get(0).with(Fault.ofFile(reason, "", ""));
      lanes.goOn(batch, List.of(batch.part(List.of(bad), Purpose.REFUSE)), now);
      return next();
    }
  }

  @Nested
  class Parts_of_a_batch {
    @Test
    void go_before_what_waits_in_their_order_without_lingering() {
      Batch batch = three();
      add(orders, "orders/later");
      lanes.goOn(batch, batch.halves(), now);

      Batch first = lanes.due(now).get(0);
      lanes.leave(first);
      Batch second = lanes.due(now).get(0);

      assertThat(keys(List.of(first))).isEqualTo(keys(List.of(batch)).subList(0, 1));
      assertThat(keys(List.of(second))).isEqualTo(keys(List.of(batch)).subList(1, 3));
    }

    @Test
    void are_vouched_for_by_one_of_them_that_is_loaded() {
      Batch batch = three();
      lanes.goOn(batch, batch.halves(), now);
      lanes.loaded(lanes.due(now).get(0), now);

      assertThat(lanes.due(now).get(0).purpose()).isEqualTo(Purpose.CONFIRM);
    }
  }

  @Nested
  class What_is_parked_while_a_lane_is_held {
    @Test
    void comes_back_later_the_longer_it_lasts_and_not_all_at_once() {
      lanes.hold(three(), Scope.LANE, "no table", now);
      List<Duration> early = parked(200);
      pass(Duration.ofMinutes(40));
      List<Duration> late = parked(200);
      List<Duration> many = parked(100_000);

      assertThat(early.getFirst()).isEqualTo(Duration.ofSeconds(15));
      assertThat(early.getLast()).isEqualTo(Duration.ofSeconds(15).plusMillis(1990));
      assertThat(late.getFirst()).isEqualTo(Duration.ofMinutes(10));
      assertThat(many.getLast()).isEqualTo(Duration.ofMinutes(15));
    }

    private List<Duration> parked(int files) {
      for (int i = 0; i < files; i++) {
        add(orders, "orders/" + now + i);
      }
      List<Parked> parked = lanes.surplus(now);
      parked.forEach(
          one -> lanes.release("orders", List.of(one.file().fileId()), Outcome.HANDED_BACK));
      return parked.stream().map(Parked::delay).toList();
    }
  }

  @Nested
  class A_full_lane {
    @Test
    void keeps_to_its_share_and_parks_the_rest_one_behind_the_other() {
      for (int i = 0; i < 30; i++) {
        add(orders, "orders/" + i);
      }
      List<Parked> parked = lanes.surplus(now);

      assertThat(lanes.size()).isEqualTo(30);
      assertThat(parked).hasSize(20);
      assertThat(parked.get(19).delay()).isGreaterThanOrEqualTo(parked.get(0).delay());
      add(clicks, "clicks/a");
      assertThat(lanes.surplus(now)).extracting(one -> one.pipe().name()).containsOnly("orders");
    }
  }

  @Nested
  class A_process_that_holds_all_it_may {
    private final Lanes narrow = new Lanes(new LaneLimits(10, 1));

    @Test
    void parks_a_file_that_failed_alone_to_let_a_new_one_probe() {
      narrow.add(Samples.assignment(orders, "orders/odd"), now);
      pass(Duration.ofSeconds(1));
      narrow.setAside(narrow.due(now).get(0), Fault.ofFile("odd", "", ""), Evidence.UNKNOWN, now);
      narrow.add(Samples.assignment(clicks, "clicks/a"), now);
      pass(Duration.ofSeconds(1));

      assertThat(narrow.surplus(now))
          .extracting(one -> one.file().object().key())
          .containsExactly("orders/odd");
      assertThat(narrow.due(now)).extracting(Batch::pipe).containsExactly(clicks);
    }
  }

  @Nested
  class A_batch_of_which_nothing_is_heard {
    @Test
    void is_given_back_after_a_quarter_of_an_hour_and_its_lane_goes_on() {
      Batch batch = only(orders, "orders/a");
      pass(Duration.ofMinutes(14));
      lanes.seen(batch, now);
      pass(Duration.ofMinutes(14));
      assertThat(lanes.lost(now)).isEmpty();
      pass(Duration.ofMinutes(1));

      assertThat(lanes.lost(now)).containsExactly(batch);
      assertThat(lanes.lost(now)).isEmpty();
      add(orders, "orders/b", "orders/c", "orders/d");
      assertThat(lanes.due(now)).hasSize(1);
    }
  }

  @Nested
  class When_they_are_closed {
    @Test
    void everything_is_released_but_what_is_on_its_way() {
      Batch batch = only(orders, "orders/a");
      add(orders, "orders/b");
      add(clicks, "clicks/a");

      assertThat(lanes.close()).hasSize(2);
      assertThat(lanes.size()).isEqualTo(1);
      assertThat(lanes.due(now.plusSeconds(9))).isEmpty();
      assertThat(lanes.add(Samples.assignment(orders, "orders/c"), now))
          .isEqualTo(Admission.REFUSED);
      lanes.goOn(batch, List.of(batch.again()), now);
      assertThat(lanes.close()).hasSize(1);
      assertThat(lanes.size()).isZero();
    }
  }

  @Test
  void counts_close_whatever_happens() {
    add(orders, "orders/a", "orders/a", "orders/b", "orders/c");
    lanes.passed("", Outcome.UNWANTED, 3);
    Batch batch = lanes.due(now).get(0);
    lanes.release("orders", List.of(batch.files().get(0).fileId()), Outcome.LOADED);
    lanes.release("orders", List.of(batch.files().get(0).fileId()), Outcome.LOADED);
    lanes.release("orders", List.of(batch.files().get(1).fileId()), Outcome.REFUSED);

    Counts counts = lanes.standing().counts().getOrDefault("orders", Counts.NONE);

    assertThat(lanes.standing().counts().values()).allMatch(Counts::isClosed);
    assertThat(counts.received()).isEqualTo(4);
    assertThat(counts.of(Outcome.DUPLICATE)).isEqualTo(1);
    assertThat(counts.of(Outcome.LOADED)).isEqualTo(1);
    assertThat(counts.inFlight()).isEqualTo(1);
  }

  private Batch next() {
    return lanes.due(now).get(0);
  }

  private static List<String> keys(List<Batch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.files().stream())
        .map(file -> file.object().key())
        .toList();
  }

  private Batch two() {
    add(orders, "orders/1", "orders/2");
    pass(Duration.ofSeconds(1));
    return next();
  }

  private Batch only(Pipe pipe, String key) {
    add(pipe, key);
    pass(Duration.ofSeconds(1));
    return lanes.due(now).get(0);
  }

  private Batch three() {
    add(orders, "orders/1", "orders/2", "orders/3");
    return lanes.due(now).get(0);
  }

  private void add(Pipe pipe, String... keys) {
    for (String key : keys) {
      lanes.add(Samples.assignment(pipe, key), now);
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
