package dev.redshiftpipe.edge;

import dev.redshiftpipe.event.BatchEvents;
import dev.redshiftpipe.event.Event;
import dev.redshiftpipe.load.Settled;
import dev.redshiftpipe.workflow.EndedRun;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** What is told to the EventBridge bus. */
public final class Events {
  private final String bus;
  private final InstantSource clock;

  /**
   * @param bus its name or ARN
   */
  Events(String bus, InstantSource clock) {
    this.bus = bus;
    this.clock = clock;
  }

  /** The calls that tell of files that were settled, or of a run that has ended. */
  public List<PutEventsRequest> calls(Object body) {
    List<Event> events =
        switch (body) {
          case Settled settled -> BatchEvents.of(settled, clock.instant());
          case EndedRun ended -> List.of(ended.event());
          default -> throw new IllegalStateException("no event tells of " + body);
        };
    return Event.calls(events).stream()
        .map(call -> PutEventsRequest.builder().entries(call.stream().map(this::entry).toList()))
        .map(PutEventsRequest.Builder::build)
        .toList();
  }

  private PutEventsRequestEntry entry(Event event) {
    return PutEventsRequestEntry.builder()
        .eventBusName(bus)
        .source(Event.SOURCE)
        .detailType(event.type())
        .detail(event.detail())
        .resources(event.resources())
        .time(event.at())
        .build();
  }
}
