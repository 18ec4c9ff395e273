package dev.redshiftpipe.batch;

import dev.redshiftpipe.pipe.Target;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The gates of all warehouses, by name. */
final class Gates {
  private final Map<String, Gate> byWarehouse = new HashMap<>();

  Gate of(Target target) {
    return byWarehouse.computeIfAbsent(target.warehouse(), warehouse -> new Gate());
  }

  /**
   * Whether the warehouse of the target is held and a batch that is left will find out when it is
   * there again.
   */
  boolean isProbed(Target target, Map<Target, Lane> lanes) {
    return of(target).hold().isPresent()
        && lanes.entrySet().stream()
            .anyMatch(
                other ->
                    other.getKey().warehouse().equals(target.warehouse())
                        && other.getValue().hasParts());
  }

  Map<String, Hold> holds() {
    Map<String, Hold> holds = new LinkedHashMap<>();
    byWarehouse.forEach(
        (warehouse, gate) -> gate.hold().ifPresent(hold -> holds.put(warehouse, hold)));
    return holds;
  }
}
