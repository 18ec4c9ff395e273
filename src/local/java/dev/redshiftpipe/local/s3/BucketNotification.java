package dev.redshiftpipe.local.s3;

import java.util.List;

/**
 * Where the events of one bucket go.
 *
 * @param queues each event to the queues that want it
 * @param eventBridge whether every event goes to EventBridge's default bus as well
 */
record BucketNotification(List<QueueConfiguration> queues, boolean eventBridge) {
  static final BucketNotification NONE = new BucketNotification(List.of(), false);

  BucketNotification {
    queues = List.copyOf(queues);
    for (int i = 0; i < queues.size(); i++) {
      for (QueueConfiguration other : queues.subList(i + 1, queues.size())) {
        if (queues.get(i).overlaps(other)) {
          throw Refusal.invalidArgument(
              "Configurations overlap. Configurations on the same bucket cannot share a common event"
                  + " type: "
                  + queues.get(i).id()
                  + ", "
                  + other.id());
        }
      }
    }
  }
}
