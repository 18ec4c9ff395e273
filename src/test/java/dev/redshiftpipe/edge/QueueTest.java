package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.LaneLimits;
import dev.redshiftpipe.batch.Parked;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueTest {
  private final TwinSqs sqs = new TwinSqs();
  private final HeldFiles held =
      new HeldFiles(new LaneLimits(10, 2), InstantSource.fixed(Samples.NOON));
  private final Queue queue =
      new Queue(new QueueCalls(sqs, "http://sqs/1/notifications", Duration.ofSeconds(30)), held);

  @Test
  void a_copy_of_a_parked_message_that_comes_before_the_original_is_deleted_is_kept()
      throws InterruptedException {
    held.add(Samples.assignment(Samples.orders(), "orders/a"));
    held.add(parked("original", "h1"));
    List<Parked> ten = held.surplus().get(0);
    held.add(parked("copy", "h2")); // sent by a process that then slept for longer than the delay

    queue.park(ten);

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

    assertThat(sqs.parked).isEmpty();
    assertThat(sqs.deleted).isEmpty();
    assertThat(held.held()).isEqualTo(1);
  }

  private static Assignment parked(String messageId, String handle) {
    return new Assignment(Samples.landed("orders/b", messageId, handle), Samples.orders());
  }
}
