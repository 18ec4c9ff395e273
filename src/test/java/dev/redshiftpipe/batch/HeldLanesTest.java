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
      Batch batch = only(orders, "orders/a");
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
    void parks_for_longer_the_longer_it_is_held() {
      Batch batch = only(orders, "orders/a");
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
    void refuses_what_waited_longer_than_give_up_after() {
      Batch batch = only(orders, "orders/a");
      pass(Duration.ofDays(15));
      lanes.hold(batch, Scope.LANE, "no table", now);
      pass(Duration.ofSeconds(1));

      Batch refusal = lanes.due(now).get(0);

      assertThat(refusal.purpose()).isEqualTo(Purpose.REFUSE);
      assertThat(refusal.files().get(0).fault().reason()).contains("give-up-after", "no table");
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
    void is_tried_again_as_the_one_to_blame_after_another_of_its_pipe_was_loaded() {
      Batch alone = only(orders, "orders/a");
      add(orders, "orders/b");
      lanes.setAside(alone, "odd", now);
      pass(Duration.ofSeconds(1));
      lanes.loaded(lanes.due(now).get(0), now);

      assertThat(lanes.due(now))
          .singleElement()
          .satisfies(
              again -> {
                assertThat(again.purpose()).isEqualTo(Purpose.CONFIRM);
                assertThat(again.files()).isEqualTo(alone.files());
              });
    }

    @Test
    void holds_the_lane_when_there_is_nothing_else_and_lets_new_files_probe_first() {
      Batch alone = only(orders, "orders/a");
      lanes.setAside(alone, "odd", now);
      assertThat(lanes.standing().lanes().get(0).hold()).isPresent();
      add(orders, "orders/b");
      lanes.surplus(now.minusSeconds(1)); // what waits is not parked before it was a probe
      pass(Duration.ofSeconds(1));

      assertThat(lanes.due(now)).hasSize(1);
    }

    @Test
    void holds_the_lane_after_two_others_that_did_so_with_none_loaded_between() {
      Batch batch = three();
      List<Batch> singles =
          batch.files().stream().map(file -> batch.part(List.of(file), Purpose.LOAD)).toList();
      lanes.goOn(batch, singles, now);
      for (int i = 0; i < 2; i++) {
        lanes.setAside(lanes.due(now).get(0), "odd", now);
        assertThat(lanes.standing().lanes().get(0).hold()).isEmpty();
      }
      lanes.setAside(lanes.due(now).get(0), "odd", now);

      assertThat(lanes.standing().lanes().get(0).hold()).isPresent();
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

      assertThat(first.files()).isEqualTo(batch.files().subList(0, 1));
      assertThat(second.files()).isEqualTo(batch.files().subList(1, 3));
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
      lanes.hold(only(orders, "orders/probe"), Scope.LANE, "no table", now);
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
      narrow.setAside(narrow.due(now).get(0), "odd", now);
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
