package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.Governor;
import dev.redshiftpipe.batch.LaneLimits;
import dev.redshiftpipe.batch.Parked;
import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.notification.Receipt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueTest {
  private static final String NOTIFICATIONS = "http://sqs/1/notifications";
  private static final String PARKED = "http://sqs/1/parked";

  private final TwinSqs sqs = new TwinSqs();
  private final HeldFiles held =
      new HeldFiles(
          new LaneLimits(10, 2), new Governor(Map.of()), InstantSource.fixed(Samples.NOON));
  private final Queue queue =
      new Queue(new QueueCalls(sqs, NOTIFICATIONS, PARKED, Duration.ofSeconds(30)), held);

  @Test
  void a_copy_of_a_parked_message_that_comes_before_the_original_is_deleted_is_kept()
      throws InterruptedException {
    held.add(Samples.assignment(Samples.orders(), "orders/a"));
    held.add(parked("original", "h1"));
    List<Parked> ten = held.surplus().get(0);
    held.add(parked("copy", "h2")); // sent by a process that then slept for longer than the delay

    queue.park(ten);
    queue.deleteRest();

    assertThat(sqs.parked).hasSize(1);
    assertThat(sqs.deleted).containsExactly("h1");
    assertThat(held.held()).isEqualTo(1);
  }

  @Test
  void a_message_that_is_visible_again_is_not_sent_once_more() throws InterruptedException {
    held.add(Samples.assignment(Samples.orders(), "orders/a"));
    held.add(parked("original", "h1"));
    sqs.expired.add("h1");

    queue.park(held.surplus().get(0));
    queue.deleteRest();

    assertThat(sqs.parked).isEmpty();
    assertThat(sqs.deleted).isEmpty();
    assertThat(held.held()).isEqualTo(1);
  }

  @Test
  void messages_are_deleted_ten_in_a_call_and_the_rest_a_little_later() {
    for (int i = 0; i < 25; i++) {
      queue.acknowledge(new QueueMessage("{}", new Receipt("m" + i, "h" + i), Samples.NOON, 1));
    }
    assertThat(sqs.deleted).hasSize(20);

    queue.deleteRest();

    assertThat(sqs.deleted).hasSize(25).doesNotHaveDuplicates();
    assertThat(sqs.deleteCalls).hasValue(3);
  }

  @Test
  void each_message_is_deleted_in_the_queue_that_it_came_from() {
    for (int i = 0; i < 25; i++) {
      Receipt receipt = new Receipt("m" + i, "h" + i, i % 5 == 0);
      queue.acknowledge(new QueueMessage("{}", receipt, Samples.NOON, 1));
    }
    queue.deleteRest();

    assertThat(sqs.deletedIn.get(NOTIFICATIONS)).hasSize(20).doesNotContain("h0", "h5");
    assertThat(sqs.deletedIn.get(PARKED))
        .containsExactlyInAnyOrder("h0", "h5", "h10", "h15", "h20");
    assertThat(sqs.deleteCalls).hasValue(3);
  }

  @Test
  void what_is_parked_is_sent_to_its_queue() throws InterruptedException {
    held.add(Samples.assignment(Samples.orders(), "orders/a"));
    held.add(parked("original", "h1"));

    queue.park(held.surplus().get(0));
    queue.deleteRest();

    assertThat(sqs.sentTo).containsExactly(PARKED);
    assertThat(sqs.deletedIn).containsOnlyKeys(NOTIFICATIONS);
  }

  private static Assignment parked(String messageId, String handle) {
    return new Assignment(Samples.landed("orders/b", messageId, handle), Samples.orders());
  }
}
