package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.local.StandIn;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.machine.MovableClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.redshiftdata.model.ResourceNotFoundException;

/** One clock for all of a stand-in. */
class StandInClockTest extends RedshiftDataCalls {
  private final MovableClock clock = new MovableClock();
  private final StandIn standIn;

  StandInClockTest() throws IOException {
    standIn = StandIn.start(StandInOptions.forTests().withClock(clock));
  }

  @Override
  AwsEndpoint endpoint() {
    return new AwsEndpoint(standIn.endpoint());
  }

  @AfterAll
  void stop() {
    standIn.close();
  }

  @Test
  void moves_messages_schedules_and_statements() {
    try (var sqs = endpoint().sqs();
        var events = endpoint().eventBridge()) {
      String queue = sqs.createQueue(request -> request.queueName("moved")).queueUrl();
      sqs.sendMessage(request -> request.queueUrl(queue).messageBody("{}").delaySeconds(900));
      String fired = sqs.createQueue(request -> request.queueName("fired")).queueUrl();
      events.putRule(request -> request.name("daily").scheduleExpression("rate(1 day)"));
      Target target = Target.builder().id("q").arn(arn(sqs, fired)).build();
      events.putTargets(request -> request.rule("daily").targets(target));
      String id = execute("SELECT 1").id();

      clock.advance(Duration.ofHours(25));

      assertThat(take(sqs, queue, 1)).hasSize(1);
      assertThat(take(sqs, fired, 1).getFirst().path("detail-type").asText())
          .isEqualTo("Scheduled Event");
      assertThatThrownBy(() -> client().describeStatement(b -> b.id(id)))
          .isInstanceOf(ResourceNotFoundException.class);
    }
  }

  @Test
  void does_not_go_back() {
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
