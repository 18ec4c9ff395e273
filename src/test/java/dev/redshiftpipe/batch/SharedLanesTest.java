package dev.redshiftpipe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lanes of a process that shares account, warehouse and tables with others. */
class SharedLanesTest {
  private final Lanes lanes = new Lanes(new LaneLimits(10, 1000));
  private final Pipe orders = Samples.orders();
  private Instant now = Samples.NOON;

  @Test
  void a_batch_grows_until_the_governor_grants_its_call() {
    for (int i = 0; i < 40; i++) {
      Pipe pipe = Samples.pipe("p" + i, "s3://landing/p" + i + "/", "public.t" + i);
      add(pipe, "p" + i + "/a");
    }
    pass(Duration.ofSeconds(1));

    List<Batch> first = due();
    assertThat(first).hasSizeBetween(1, 20);
    Pipe last = Samples.pipe("p39", "s3://landing/p39/", "public.t39");
    add(last, "p39/b", "p39/c");
    pass(Duration.ofSeconds(1));
    List<Batch> all = new ArrayList<>(first);
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofSeconds(1));
      due().forEach(all::add);
    }

    assertThat(all).hasSize(10); // statements.max
    all.forEach(lanes::leave);
    for (int i = 0; i < 30; i++) {
      pass(Duration.ofSeconds(1));
      List<Batch> more = due();
      more.forEach(lanes::leave);
      all.addAll(more);
    }
    assertThat(all).hasSize(40);
    assertThat(all.getLast().files()).hasSize(3);
  }

  @Test
  void lanes_take_turns_where_not_all_may_go() {
    Lanes one = new Lanes(new LaneLimits(1, 1000));
    Pipe clicks = Samples.pipe("clicks", "s3://landing/clicks/", "public.clicks");
    for (int i = 0; i < 12; i++) {
      one.add(Samples.assignment(orders, "orders/" + i), now);
      one.add(Samples.assignment(clicks, "clicks/" + i), now);
    }
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pass(Duration.ofSeconds(1));
      Batch batch = one.due(now).getFirst();
      order.add(batch.pipe().name());
      one.leave(batch);
    }

    assertThat(order).containsExactly("orders", "clicks", "orders", "clicks");
  }

  @Test
  void a_lane_that_waited_at_its_lock_lingers_longer_until_it_waits_no_more() {
    add(orders, "orders/a", "orders/b", "orders/c", "orders/d");
    Batch batch = due().getFirst();
    lanes.lockWaited(batch, Duration.ofSeconds(8));
    lanes.loaded(batch, now);
    assertThat(due()).isEmpty();
    pass(Duration.ofSeconds(3));
    assertThat(due()).isEmpty();
    add(orders, "orders/e");
    pass(Duration.ofSeconds(1));
    Batch next = due().getFirst();
    assertThat(next.files()).hasSize(2);

    add(orders, "orders/f");
    pass(Duration.ofSeconds(2));
    for (int i = 0; i < 6; i++) {
      lanes.lockWaited(next, Duration.ZERO);
    }
    lanes.loaded(next, now);
    assertThat(due()).hasSize(1);
    assertThat(lanes.standing().warehouses())
        .hasEntrySatisfying(
            "default",
            one -> {
              assertThat(one.lockWaits()).isEqualTo(1);
              assertThat(one.lockWaited()).isEqualTo(Duration.ofSeconds(8));
            });
  }

  @Test
  void a_warehouse_without_room_gets_fewer_statements_and_then_more_again() {
    List<Batch> running = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      add(Samples.pipe("p" + i, "s3://landing/p" + i + "/", "public.t" + i), "p" + i + "/a");
    }
    pass(Duration.ofSeconds(1));
    running.addAll(due());
    assertThat(running).hasSize(4);
    lanes.crowded(running.removeLast(), now);

    assertThat(most()).isEqualTo(2);
    pass(Duration.ofSeconds(10));
    assertThat(due()).isEmpty();
    lanes.loaded(running.removeLast(), now);
    lanes.loaded(running.removeLast(), now);
    assertThat(most()).isEqualTo(4);
    assertThat(due()).hasSize(1);
  }

  private int most() {
    return lanes.standing().warehouses().values().iterator().next().most();
  }

  private void add(Pipe pipe, String... keys) {
    for (String key : keys) {
      lanes.add(Samples.assignment(pipe, key), now);
    }
  }

  private List<Batch> due() {
    return lanes.due(now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
