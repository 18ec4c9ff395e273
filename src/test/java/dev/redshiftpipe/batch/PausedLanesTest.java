package dev.redshiftpipe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Hold.Scope;
import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.Notification;
import dev.redshiftpipe.notification.NotificationReader;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lanes of pipes of which some are paused. */
class PausedLanesTest {
  private final Lanes lanes = new Lanes(new LaneLimits(10, 1000));
  private final Pipe orders = Samples.orders();
  private final Pipe returns = Samples.pipe("returns", "s3://landing/returns/", "public.orders");
  private Instant now = Samples.NOON;

  @Test
  void what_lands_waits_in_the_queue_until_the_pipe_goes_on() {
    pause("orders");
    add(orders, "orders/a");

    assertThat(keys(lanes.surplus(now))).containsExactly("orders/a");
    pass(Duration.ofSeconds(2));
    assertThat(lanes.due(now)).isEmpty();

    lanes.pause(Map.of());
    add(orders, "orders/b");
    pass(Duration.ofSeconds(2));
    assertThat(lanes.due(now)).hasSize(1);
  }

  @Test
  void what_waits_already_goes_back_to_the_queue_before_a_batch_is_made_of_it() {
    add(orders, "orders/a");
    pass(Duration.ofSeconds(2));
    pause("orders");

    assertThat(lanes.due(now)).isEmpty();
    assertThat(keys(lanes.surplus(now))).containsExactly("orders/a");
    assertThat(lanes.standing().lanes()).isEmpty();
  }

  @Test
  void another_pipe_into_the_same_table_goes_on() {
    add(orders, "orders/a");
    add(returns, "returns/a");
    pause("orders");
    pass(Duration.ofSeconds(2));

    assertThat(lanes.due(now)).extracting(Batch::pipe).containsExactly(returns);
    assertThat(keys(lanes.surplus(now))).containsExactly("orders/a");
  }

  @Test
  void what_is_on_its_way_goes_on_to_its_end_and_its_parts_wait() {
    add(orders, "orders/a");
    add(orders, "orders/b");
    pass(Duration.ofSeconds(2));
    Batch batch = lanes.due(now).getFirst();
    pause("orders");

    assertThat(lanes.surplus(now)).isEmpty();
    Batch bad = batch.part(batch.files().subList(0, 1), Purpose.REFUSE);
    Batch rest = batch.part(batch.files().subList(1, 2), Purpose.LOAD);
    lanes.goOn(batch, List.of(rest, bad), now);

    assertThat(keys(lanes.surplus(now))).containsExactly("orders/b");
    assertThat(lanes.due(now)).extracting(Batch::purpose).containsExactly(Purpose.REFUSE);
  }

  @Test
  void a_file_that_was_set_aside_waits_too() {
    add(orders, "orders/odd");
    pass(Duration.ofSeconds(2));
    lanes.setAside(lanes.due(now).getFirst(), Fault.ofFile("odd", "", ""), Evidence.UNKNOWN, now);
    pause("orders");

    assertThat(keys(lanes.surplus(now))).containsExactly("orders/odd");
    pass(Duration.ofMinutes(2));
    assertThat(lanes.due(now)).isEmpty();
  }

  @Test
  void files_come_back_sooner_from_a_short_pause_than_from_a_long_one() {
    pause("orders");
    Duration atOnce = parked();
    pass(Duration.ofMinutes(10));
    Duration later = parked();
    pass(Duration.ofHours(10));
    Duration last = parked();

    assertThat(List.of(atOnce, later, last))
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(150), Duration.ofMinutes(15));
  }

  @Test
  void give_up_after_counts_from_the_end_of_the_pause() {
    Instant landed = now;
    pause("orders");
    pass(Duration.ofDays(20));
    add(orders, "orders/a");
    String message = lanes.surplus(now).getFirst().message();
    lanes.release("orders", List.of(Samples.object("orders/a").fileId()), Outcome.HANDED_BACK);
    lanes.pause(Map.of());

    var own = (Notification.Readdressed) new NotificationReader("").read(message);
    assertThat(own.firstSeen()).isEqualTo(landed);
    assertThat(own.due()).isEqualTo(now);
    lanes.add(
        new Assignment(
            new Landed(
                own.object(), new Receipt("m", "h"), own.firstSeen(), own.due(), Optional.empty()),
            orders),
        now);
    pass(Duration.ofSeconds(2));
    lanes.hold(lanes.due(now).getFirst(), Scope.LANE, "no table", now);
    pass(Duration.ofSeconds(2));

    assertThat(lanes.due(now)).extracting(Batch::purpose).containsExactly(Purpose.LOAD);
  }

  @Test
  void counts_close_and_the_pause_is_told() {
    pause("orders");
    add(orders, "orders/a");
    lanes
        .surplus(now)
        .forEach(one -> lanes.release("orders", List.of(one.file().fileId()), Outcome.HANDED_BACK));

    Standing standing = lanes.standing();
    assertThat(standing.counts().values()).allMatch(Counts::isClosed);
    assertThat(standing.paused())
        .hasEntrySatisfying("orders", pause -> assertThat(pause.reason()).isEqualTo("a bad day"));
  }

  @Test
  void whatever_its_object_says_a_pipe_is_paused() {
    Pause pause = new Pause("it's \"bad\"", "ada", now);

    assertThat(Pause.read(pause.json(), Instant.EPOCH)).isEqualTo(pause);
    assertThat(Pause.read("", now).since()).isEqualTo(now);
    assertThat(Pause.read("nonsense {", now).since()).isEqualTo(now);
    assertThat(Pause.read("{\"since\": \"yesterday\"}", now).since()).isEqualTo(now);
    assertThat(Pause.read("{\"reason\": null, \"by\": null, \"since\": null}", now))
        .isEqualTo(new Pause("", "", now));
  }

  private void pause(String pipe) {
    lanes.pause(Map.of(pipe, new Pause("a bad day", "ada", now)));
  }

  private Duration parked() {
    add(orders, "orders/" + now);
    Parked parked = lanes.surplus(now).getFirst();
    return parked.delay();
  }

  private void add(Pipe pipe, String key) {
    lanes.add(Samples.assignment(pipe, key), now);
  }

  private static List<String> keys(List<Parked> parked) {
    return parked.stream().map(one -> one.file().object().key()).toList();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
