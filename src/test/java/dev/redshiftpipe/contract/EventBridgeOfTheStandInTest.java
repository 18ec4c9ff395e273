package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

class EventBridgeOfTheStandInTest extends EventBridgeContract {
  /** What 256 KB leave beside source, detail type and the frame of the detail. */
  private static final int ROOM =
      256 * 1024 - "pipe".length() - "t".length() - "{\"a\":\"\"}".length();

  @Override
  AwsEndpoint endpoint() {
    return SharedStandIn.endpoint();
  }

  @Test
  void a_call_has_256_kilobytes_at_most() {
    try (EventBridgeClient events = endpoint().eventBridge()) {
      assertThat(events.putEvents(r -> r.entries(event("x".repeat(ROOM)))).failedEntryCount())
          .isZero();
      assertThatThrownBy(() -> events.putEvents(r -> r.entries(event("x".repeat(ROOM + 1)))))
          .isInstanceOf(EventBridgeException.class)
          .hasMessageContaining("over the limit");
      assertThatThrownBy(() -> events.putEvents(r -> r.entries(event("é".repeat(ROOM / 2 + 1)))))
          .hasMessageContaining("over the limit");
    }
  }

  private static PutEventsRequestEntry event(String text) {
    return PutEventsRequestEntry.builder()
        .source("pipe")
        .detailType("t")
        .detail("{\"a\":\"" + text + "\"}")
        .build();
  }
}
