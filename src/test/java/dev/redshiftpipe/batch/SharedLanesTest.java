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
  void a_lane_that_waited_at_its_lock_rests_after_its_batch() {
    add(orders, "orders/a", "orders/b", "orders/c");
    Batch batch = due().getFirst();
    add(orders, "orders/e");
    pass(Duration.ofSeconds(20));
    lanes.lockWaited(batch, Duration.ofSeconds(8));
    lanes.loaded(batch, now);
    assertThat(due()).isEmpty();
    pass(Duration.ofSeconds(7));
    add(orders, "orders/f");
    assertThat(due()).isEmpty();
    pass(Duration.ofSeconds(1));
    Batch next = due().getFirst();
    assertThat(next.files()).hasSize(2);

    lanes.lockWaited(next, Duration.ZERO);
    lanes.loaded(next, now);
    add(orders, "orders/g", "orders/h");
    pass(Duration.ofMillis(6_900));
    assertThat(due()).isEmpty();
    add(orders, "orders/i"); // three are a full batch
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
  void lanes_of_several_processes_come_to_take_turns_at_a_table() {
    OneTable table = new OneTable(3, Duration.ofSeconds(4));

    Duration first = table.waitedDuring(Duration.ofSeconds(30));
    table.waitedDuring(Duration.ofMinutes(5));
    Duration settled = table.waitedDuring(Duration.ofMinutes(10));

    assertThat(first).as("a load").isGreaterThan(Duration.ofSeconds(3));
    assertThat(settled).as("a load").isLessThan(Duration.ofSeconds(1));
    table.leave();
    table.waitedDuring(Duration.ofMinutes(1));
    assertThat(table.loads(Duration.ofMinutes(1))).as("alone again").isGreaterThanOrEqualTo(13);
  }

  @Test
  void a_rest_is_bounded_by_the_waits_and_soon_forgotten() {
    Rest rest = new Rest();
    for (int i = 0; i < 20; i++) {
      rest.lockWaited(Duration.ofSeconds(4));
    }
    assertThat(rest.time()).isEqualTo(Duration.ofSeconds(6));
    rest.lockWaited(Duration.ofHours(1));
    rest.lockWaited(Duration.ofHours(1));
    assertThat(rest.time()).isEqualTo(Duration.ofMinutes(1));
    Duration sum = Duration.ZERO;
    for (int i = 0; i < 8; i++) {
      rest.lockWaited(Duration.ofMillis(50));
      sum = sum.plus(rest.time());
    }
    assertThat(rest.time()).isZero();
    assertThat(sum).isLessThan(Duration.ofMinutes(3));
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
