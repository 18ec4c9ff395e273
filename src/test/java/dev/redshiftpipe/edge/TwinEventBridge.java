package dev.redshiftpipe.edge;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** A bus that keeps its events, and refuses some first. */
final class TwinEventBridge implements EventBridgeClient {
  final List<PutEventsRequestEntry> events = new CopyOnWriteArrayList<>();
  int refusals;

  @Override
  public synchronized PutEventsResponse putEvents(PutEventsRequest request) {
    if (refusals-- > 0) {
      return PutEventsResponse.builder().failedEntryCount(1).build();
    }
    events.addAll(request.entries());
    return PutEventsResponse.builder().failedEntryCount(0).build();
  }

  @Override
  public String serviceName() {
    return "events";
  }

  @Override
  public void close() {}
}
