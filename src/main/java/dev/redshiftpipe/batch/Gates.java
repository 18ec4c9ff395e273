package dev.redshiftpipe.batch;

import dev.redshiftpipe.batch.Governor.Call;
import dev.redshiftpipe.pipe.Target;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The gates of all warehouses, by name. A batch passes when the governor grants its call too. */
final class Gates {
  private final Map<String, Gate> byWarehouse = new LinkedHashMap<>();
  private final int statementsMax;
  private final Governor governor;

  Gates(int statementsMax, Governor governor) {
    this.statementsMax = statementsMax;
    this.governor = governor;
  }

  Gate of(Target target) {
    return byWarehouse.computeIfAbsent(target.warehouse(), warehouse -> new Gate(statementsMax));
  }

  boolean areOpen(Target target, Instant now) {
    return of(target).isOpen(now)
        && governor.grants(Call.BATCH_EXECUTE_STATEMENT, target.warehouse(), now);
  }

  void entered(Target target, Instant now) {
    of(target).entered();
    governor.take(Call.BATCH_EXECUTE_STATEMENT, target.warehouse(), now);
  }

  /**
   * The warehouses that are held and of which a batch that is left will find out when they are
   * there again.
   */
  Set<String> probed(Map<Target, Lane> lanes) {
    Set<String> probed = new HashSet<>();
    lanes.forEach(
        (target, lane) -> {
          if (of(target).hold().isPresent() && lane.hasParts()) {
            probed.add(target.warehouse());
          }
        });
    return probed;
  }

  Map<String, Standing.OfWarehouse> standing() {
    Map<String, Standing.OfWarehouse> all = new LinkedHashMap<>();
    byWarehouse.forEach((warehouse, gate) -> all.put(warehouse, gate.standing()));
    return all;
  }
}
