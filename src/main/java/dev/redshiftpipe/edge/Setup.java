package dev.redshiftpipe.edge;

import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.setup.KeyPrefixes;
import dev.redshiftpipe.setup.SetupException;
import dev.redshiftpipe.setup.WorkflowSchedule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes what the settings name and is not there, and takes it away again. Queues first, since
 * buckets and rules may only send to queues that let them.
 */
final class Setup {
  private final Settings settings;
  private final SetupQueues queues;
  private final SetupControl control;
  private final SetupNotifications notifications;
  private final SetupRules rules;
  private final SetupWarehouse warehouse;
  private final SetupShares shares;

  Setup(Settings settings, Clients clients, Statements statements, Changes changes) {
    SetupSql sql = new SetupSql(statements);
    this.settings = settings;
    this.queues = new SetupQueues(settings, clients.sqs(), changes);
    this.control = new SetupControl(settings.control(), clients.s3(), changes);
    this.notifications = new SetupNotifications(clients.s3(), changes);
    this.rules = new SetupRules(clients.eventBridge(), changes);
    this.warehouse = new SetupWarehouse(settings.warehouses(), sql, changes);
    this.shares = new SetupShares(settings.setup(), settings.warehouses(), sql, changes);
  }

  /**
   * @throws SetupException at the first thing that cannot be done; what was done before stays
   */
  void up() {
    control.setUp();
    queues.setUp();
    Map<String, List<String>> buckets = KeyPrefixes.of(settings.pipes().rules());
    Set<String> wanted = new HashSet<>();
    buckets.forEach((bucket, prefixes) -> wanted.addAll(listen(bucket, prefixes)));
    rules.removeOthers(queues.notifications(), wanted);
    schedules();
    warehouse.setUp();
    shares.setUp();
  }

  /**
   * @param confirmed names of what may be removed although data is lost
   * @throws SetupException naming what there is nothing of
   */
  void down(Set<String> confirmed) {
    requireKnown(confirmed);
    Optional<OwnQueue> workflows = queues.workflows();
    workflows.ifPresent(queue -> rules.removeOthers(queue, Set.of()));
    rules.removeOthers(queues.notifications(), Set.of());
    for (String bucket : KeyPrefixes.of(settings.pipes().rules()).keySet()) {
      notifications.remove(setting(bucket), bucket, queues.notifications());
    }
    shares.tearDown(confirmed);
    warehouse.tearDown(confirmed);
    queues.tearDown(confirmed);
    control.tearDown(confirmed);
  }

  /** Names that {@code --confirm} takes: what holds data that would be lost. */
  private List<String> dataThatCanBeLost() {
    List<String> names = new ArrayList<>(queues.withMessages());
    if (control.holdsData()) {
      names.add(settings.control().bucket());
    }
    names.addAll(warehouse.losesData());
    names.addAll(shares.there());
    return names;
  }

  private void requireKnown(Set<String> confirmed) {
    if (confirmed.isEmpty()) {
      return;
    }
    List<String> known = dataThatCanBeLost();
    for (String name : confirmed) {
      if (!known.contains(name)) {
        throw new SetupException(
            "--confirm " + name, "nothing of that name holds data; there are " + known);
      }
    }
  }

  /** The rules of the bucket that are needed, also until its own notifications have begun. */
  private Set<String> listen(String bucket, List<String> prefixes) {
    OwnQueue queue = queues.notifications();
    if (!settings.setup().throughEventBridge()) {
      return notifications.direct(setting(bucket), bucket, prefixes, queue)
          ? Set.of()
          : SetupRules.ofBucket(bucket);
    }
    Set<String> needed = rules.objects(setting(bucket), bucket, prefixes, queue);
    notifications.throughEventBridge(setting(bucket), bucket, queue);
    return needed;
  }

  private void schedules() {
    Optional<OwnQueue> queue = queues.workflows();
    if (queue.isEmpty()) {
      return;
    }
    Set<String> wanted = new HashSet<>();
    for (WorkflowSchedule schedule : settings.setup().schedules()) {
      rules.schedule(schedule, queue.get());
      wanted.add(SetupRules.ofSchedule(schedule.name()));
    }
    rules.removeOthers(queue.get(), wanted);
  }

  /** The pipes that read from a bucket. */
  private String setting(String bucket) {
    return settings.pipes().rules().stream()
        .filter(rule -> rule.from().begin().bucket().equals(bucket))
        .map(rule -> "pipe." + rule.name() + ".from")
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
