package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Hold;
import dev.redshiftpipe.batch.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Says which lanes and warehouses are held, and that the process is well all the same: a restart
 * mends no warehouse, and other tables are being loaded.
 */
final class LanesHealth extends AbstractHealthCheck {
  private final Supplier<Standing> standing;

  LanesHealth(Supplier<Standing> standing) {
    super("redshift-pipe", "lanes");
    this.standing = standing;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    List<String> held = new ArrayList<>();
    Standing now = standing.get();
    now.warehouses().forEach((name, warehouse) -> add(held, "warehouse " + name, warehouse.hold()));
    now.lanes().forEach(lane -> add(held, "table " + lane.target(), lane.hold()));
    now.paused()
        .forEach((pipe, pause) -> held.add("pipe " + pipe + " paused " + plain(pause.line())));
    builder.up().message(held.isEmpty() ? "nothing is held" : "held: " + String.join("; ", held));
  }

  private static void add(List<String> held, String what, Optional<Hold> hold) {
    hold.ifPresent(
        because ->
            held.add("%s since %s: %s".formatted(what, because.since(), plain(because.reason()))));
  }

  /** Camel puts it between quotes as it is. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\"\\\\]+", " ");
  }
}
