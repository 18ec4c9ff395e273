package dev.redshiftpipe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final Lanes lanes = new Lanes(new LaneLimits(10, 1000));
  private final Pipe orders = Samples.orders();
  private Instant now = Samples.NOON;

  @Nested
  class When_a_batch_closes {
    @Test
    void on_an_idle_lane_the_first_file_lingers() {
      add(orders, "orders/a.csv");

      assertThat(due()).isEmpty();
      pass(Duration.ofMillis(999));
      assertThat(due()).isEmpty();
      pass(Duration.ofMillis(1));
      assertThat(due()).hasSize(1);
    }

    @Test
    void a_full_batch_does_not_linger() {
      add(orders, "orders/a.csv", "orders/b.csv", "orders/c.csv", "orders/d.csv");

      assertThat(due()).singleElement().satisfies(batch -> assertThat(batch.files()).hasSize(3));
    }

    @Test
    void a_batch_of_enough_bytes_does_not_linger() {
      lanes.add(
          new Assignment(
              new dev.redshiftpipe.notification.Landed(
                  new dev.redshiftpipe.notification.S3Object(
                      "landing", "orders/big.csv", 5000, "", "", "", now, "us-east-1"),
                  new Receipt("m", "h"),
                  now,
                  java.util.Optional.empty()),
              orders),
          now);

      assertThat(due()).hasSize(1);
    }

    @Test
    void a_lane_has_one_batch_on_its_way() {
      add(orders, "orders/a.csv", "orders/b.csv", "orders/c.csv");
      due();
      add(orders, "orders/d.csv", "orders/e.csv", "orders/f.csv");
      pass(Duration.ofHours(1));

      assertThat(due()).isEmpty();
    }

    @Test
    void what_gathered_meanwhile_goes_at_once_when_the_lane_is_free() {
      add(orders, "orders/a.csv", "orders/b.csv", "orders/c.csv");
      Batch first = due().get(0);
      pass(Duration.ofSeconds(2));
      add(orders, "orders/d.csv");

      lanes.loaded(first, now);

      assertThat(due())
          .singleElement()
          .satisfies(batch -> assertThat(keys(batch)).containsExactly("orders/d.csv"));
    }

    @Test
    void what_gathered_meanwhile_lingers_when_that_is_longer_than_the_batch_took() {
      add(orders, "orders/a.csv", "orders/b.csv", "orders/c.csv");
      Batch first = due().get(0);
      pass(Duration.ofMillis(400));
      add(orders, "orders/d.csv");

      lanes.loaded(first, now);

      assertThat(due()).isEmpty();
      pass(Duration.ofSeconds(1));
      assertThat(due()).hasSize(1);
    }

    @Test
    void what_comes_after_the_lane_became_idle_lingers_again() {
      add(orders, "orders/a.csv", "orders/b.csv", "orders/c.csv");
      Batch first = due().get(0);
      pass(Duration.ofSeconds(2));
      lanes.loaded(first, now);
      due();
      add(orders, "orders/d.csv");

      assertThat(due()).isEmpty();
    }

    @Test
    void no_more_batches_than_statements_are_allowed_go_to_one_warehouse() {
      Lanes narrow = new Lanes(new LaneLimits(1, 1000));
      Pipe clicks = Samples.pipe("clicks", "s3://landing/clicks/", "public.clicks");
      narrow.add(Samples.assignment(orders, "orders/a.csv"), now);
      narrow.add(Samples.assignment(clicks, "clicks/a.csv"), now);
      pass(Duration.ofSeconds(1));

      List<Batch> first = narrow.due(now);
      assertThat(first).hasSize(1);
      narrow.leave(first.get(0));
      assertThat(narrow.due(now)).hasSize(1);
    }
  }

  @Nested
  class What_a_batch_holds {
    @Test
    void never_two_compressions() {
      add(orders, "orders/a.csv", "orders/b.csv.gz");
      pass(Duration.ofSeconds(1));

      Batch first = due().get(0);
      lanes.leave(first);
      Batch second = due().get(0);

      assertThat(keys(first)).containsExactly("orders/a.csv");
      assertThat(keys(second)).containsExactly("orders/b.csv.gz");
    }

    @Test
    void never_two_pipes_of_one_table_and_the_oldest_goes_first() {
      Pipe other = Samples.pipe("returns", "s3://landing/returns/", "public.orders");
      add(other, "returns/a.csv");
      pass(Duration.ofMillis(10));
      add(orders, "orders/a.csv");
      pass(Duration.ofSeconds(2));

      Batch first = due().get(0);
      assertThat(first.pipe().name()).isEqualTo("returns");
      assertThat(due()).isEmpty();
      lanes.leave(first);
      assertThat(due())
          .singleElement()
          .satisfies(batch -> assertThat(batch.pipe().name()).isEqualTo("orders"));
    }
  }

  @Nested
  class A_file_that_is_told_of_twice {
    @Test
    void is_loaded_once_and_settles_both_messages() {
      add(orders, "orders/a.csv");
      Admission admission =
          lanes.add(new Assignment(Samples.landed("orders/a.csv", "another", "h"), orders), now);
      pass(Duration.ofSeconds(1));
      Batch batch = due().get(0);

      assertThat(admission).isEqualTo(Admission.KNOWN);
      assertThat(batch.files()).hasSize(1);
      assertThat(lanes.release("orders", ids(batch), Outcome.LOADED).get(0))
          .extracting(Receipt::messageId)
          .containsExactlyInAnyOrder("message-of-orders/a.csv", "another");
    }

    @Test
    void needs_its_messages_prolonged_only_a_while_after_they_came_or_were_prolonged() {
      add(orders, "orders/a");
      Instant received = now;
      pass(Duration.ofSeconds(20));
      add(orders, "orders/b");

      assertThat(lanes.receiptsHiddenBefore(received)).hasSize(1);
      lanes.hidden(lanes.receiptsHiddenBefore(received), now);
      assertThat(lanes.receiptsHiddenBefore(received)).isEmpty();
      assertThat(lanes.receiptsHiddenBefore(now)).hasSize(2);
    }

    @Test
    void keeps_the_newest_receipt_of_a_message_that_is_delivered_again_while_on_its_way() {
      add(orders, "orders/a.csv");
      pass(Duration.ofSeconds(1));
      Batch batch = due().get(0);
      lanes.add(
          new Assignment(
              Samples.landed("orders/a.csv", "message-of-orders/a.csv", "handle-2"), orders),
          now);

      assertThat(lanes.release("orders", ids(batch), Outcome.LOADED).get(0))
          .containsExactly(new Receipt("message-of-orders/a.csv", "handle-2"));
      assertThat(lanes.size()).isZero();
    }
  }

  @Test
  void leaving_twice_does_not_free_the_lane_of_the_next_batch() {
    add(orders, "orders/a.csv", "orders/b.csv", "orders/c.csv");
    Batch first = due().get(0);
    add(orders, "orders/d.csv");
    lanes.leave(first);
    pass(Duration.ofSeconds(1));
    due();
    add(orders, "orders/e.csv");

    lanes.leave(first);

    pass(Duration.ofHours(1));
    assertThat(due()).isEmpty();
  }

  @Test
  void a_part_of_a_batch_frees_its_lane() {
    add(orders, "orders/a.csv", "orders/b.csv", "orders/c.csv");
    Batch batch = due().get(0);
    add(orders, "orders/d.csv");

    lanes.leave(batch.part(batch.files().subList(1, 3), Purpose.LOAD));
    pass(Duration.ofSeconds(1));

    assertThat(due()).hasSize(1);
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

  private static List<String> ids(Batch batch) {
    return batch.files().stream().map(BatchFile::fileId).toList();
  }

  private static List<String> keys(Batch batch) {
    return batch.files().stream().map(file -> file.object().key()).toList();
  }
}
