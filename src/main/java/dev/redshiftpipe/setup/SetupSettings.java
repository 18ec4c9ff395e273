package dev.redshiftpipe.setup;

import java.util.List;

/**
 * What the settings say of what {@code setup} makes.
 *
 * @param throughEventBridge whether buckets tell of their objects through EventBridge, instead of
 *     to the queue itself
 */
public record SetupSettings(
    boolean throughEventBridge,
    List<WorkflowSchedule> schedules,
    List<DataShare> shares,
    List<SharedDatabase> sharedDatabases) {
  public SetupSettings {
    schedules = List.copyOf(schedules);
    shares = List.copyOf(shares);
    sharedDatabases = List.copyOf(sharedDatabases);
  }
}
