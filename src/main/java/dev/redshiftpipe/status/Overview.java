package dev.redshiftpipe.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * How everything stands, by who says so: one process of those that run, the queues, which all
 * processes share, and the warehouses.
 *
 * @param processUrl where the process was asked; empty for nowhere
 * @param process what it answered, as {@link Status#json} has it
 * @param queues in the order of their settings
 * @param warehouses in the order of their names
 */
public record Overview(
    String processUrl,
    Optional<JsonNode> process,
    List<OfQueue> queues,
    List<OfWarehouse> warehouses) {

  public Overview {
    queues = List.copyOf(queues);
    warehouses = List.copyOf(warehouses);
  }

  /**
   * Messages of a queue, about: SQS counts them so.
   *
   * @param setting that names it
   * @param visible nobody has taken them
   * @param inFlight a process has
   * @param delayed not yet visible, as what is parked
   * @param problem why it could not be asked; empty when it could
   */
  public record OfQueue(
      String setting, String name, long visible, long inFlight, long delayed, String problem) {}

  /**
   * What a warehouse remembers, and what is under way in it.
   *
   * @param problem why it could not be asked; empty when it could
   */
  public record OfWarehouse(String name, List<OfTable> tables, List<Lock> locks, String problem) {
    public OfWarehouse {
      tables = List.copyOf(tables);
      locks = List.copyOf(locks);
    }
  }

  /**
   * What the load history says of a pipe and a table.
   *
   * @param loaded files, and so on
   * @param lastHour files that were loaded in it
   * @param lastLoaded ISO 8601, UTC; empty when nothing was
   */
  public record OfTable(
      String pipe,
      String target,
      long loaded,
      long refused,
      long superseded,
      long lastHour,
      String lastLoaded) {}

  /**
   * A transaction at the lock of a table.
   *
   * @param target the table, or the name of the lock where no history tells whose it is
   * @param isHeld or wanted
   * @param pid of the warehouse's session
   * @param since when the transaction began, ISO 8601, UTC
   */
  public record Lock(String target, boolean isHeld, String pid, String user, String since) {}

  /** Whether all could be asked that must be there; a process need not run. */
  public boolean isWhole() {
    return queues.stream().allMatch(queue -> queue.problem().isEmpty())
        && warehouses.stream().allMatch(warehouse -> warehouse.problem().isEmpty());
  }

  /** For programs. */
  public JsonNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode one = json.putObject("process").put("url", processUrl);
    process.ifPresent(answer -> one.set("status", answer));
    ArrayNode all = json.putArray("queues");
    for (OfQueue queue : queues) {
      ObjectNode object = all.addObject().put("setting", queue.setting()).put("name", queue.name());
      if (queue.problem().isEmpty()) {
        object
            .put("visible", queue.visible())
            .put("in-flight", queue.inFlight())
            .put("delayed", queue.delayed());
      } else {
        object.put("problem", queue.problem());
      }
    }
    ObjectNode named = json.putObject("warehouses");
    warehouses.forEach(warehouse -> describe(named.putObject(warehouse.name()), warehouse));
    return json;
  }

  private static void describe(ObjectNode json, OfWarehouse warehouse) {
    if (!warehouse.problem().isEmpty()) {
      json.put("problem", warehouse.problem());
      return;
    }
    ArrayNode history = json.putArray("history");
    for (OfTable table : warehouse.tables()) {
      history
          .addObject()
          .put("pipe", table.pipe())
          .put("target", table.target())
          .put("loaded", table.loaded())
          .put("refused", table.refused())
          .put("superseded", table.superseded())
          .put("loaded-in-the-last-hour", table.lastHour())
          .put("last-loaded", table.lastLoaded());
    }
    ArrayNode locks = json.putArray("locks");
    for (Lock lock : warehouse.locks()) {
      locks
          .addObject()
          .put("target", lock.target())
          .put("held", lock.isHeld())
          .put("pid", lock.pid())
          .put("user", lock.user())
          .put("since", lock.since());
    }
  }
}
