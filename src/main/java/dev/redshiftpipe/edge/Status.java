package dev.redshiftpipe.edge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.batch.Hold;
import dev.redshiftpipe.batch.Outcome;
import dev.redshiftpipe.batch.Standing;
import dev.redshiftpipe.batch.Standing.OfWarehouse;
import java.time.Instant;
import java.util.Locale;

/** How this process stands, as JSON: what each pipe has done, what each lane does and why not. */
final class Status {
  private Status() {}

  static String json(Standing standing, Instant now) {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("at", now.toString());
    ObjectNode pipes = status.putObject("pipes");
    standing
        .counts()
        .forEach(
            (pipe, counts) -> {
              ObjectNode one = pipes.putObject(pipe).put("received", counts.received());
              for (Outcome outcome : Outcome.values()) {
                String name = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
                one.put(name, counts.of(outcome));
              }
              one.put("in-flight", counts.inFlight());
            });
    var lanes = status.putArray("lanes");
    standing
        .lanes()
        .forEach(
            lane -> {
              ObjectNode one =
                  lanes
                      .addObject()
                      .put("target", lane.target().toString())
                      .put("waiting", lane.waiting());
              lane.onTheWay()
                  .ifPresent(
                      batch ->
                          one.putObject("on-the-way")
                              .put("pipe", batch.pipe().name())
                              .put("batch-id", batch.id())
                              .put("purpose", batch.purpose().name().toLowerCase(Locale.ROOT))
                              .put("attempt", batch.attempt())
                              .put("files", batch.files().size()));
              lane.hold().ifPresent(hold -> held(one.putObject("held"), hold));
            });
    ObjectNode warehouses = status.putObject("warehouses");
    standing.warehouses().forEach((name, one) -> describe(warehouses.putObject(name), one));
    return status.toPrettyString();
  }

  private static void describe(ObjectNode json, OfWarehouse warehouse) {
    json.put("running", warehouse.running())
        .put("most", warehouse.most())
        .put("lock-waits", warehouse.lockWaits())
        .put("lock-waited-seconds", warehouse.lockWaited().toMillis() / 1000.0);
    warehouse.hold().ifPresent(hold -> held(json.putObject("held"), hold));
  }

  private static void held(ObjectNode json, Hold hold) {
    json.put("reason", hold.reason())
        .put("since", hold.since().toString())
        .put("next-probe", hold.until().toString())
        .put("probes", hold.probes());
  }
}
