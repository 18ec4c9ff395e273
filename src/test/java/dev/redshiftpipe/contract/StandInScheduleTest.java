package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.local.AwsSide;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Schedules of the stand-in, by a clock that the test moves. */
class StandInScheduleTest extends Contract {
  private final MovedClock clock = new MovedClock();
  private final AwsSide aws;

  StandInScheduleTest() throws IOException {
    aws = AwsSide.start(0, null, List.of(), clock);
  }

  @Override
  AwsEndpoint endpoint() {
    return new AwsEndpoint(aws.endpoint());
  }

  @AfterAll
  void stop() {
    aws.close();
  }

  @Test
  void a_rate_fires_after_its_time() {
    JsonNode event = firedAfter("rate(5 minutes)", Duration.ofMinutes(4), Duration.ofMinutes(1));

    assertThat(event.path("detail-type").asText()).isEqualTo("Scheduled Event");
    assertThat(event.path("source").asText()).isEqualTo("aws.events");
    assertThat(event.path("resources").path(0).asText()).contains(":rule/");
    assertThat(event.path("detail")).isEmpty();
  }

  @Test
  void a_cron_fires_at_its_time() {
    clock.now = Instant.parse("2026-03-31T08:00:00Z"); // a Tuesday

    JsonNode event = firedAfter("cron(0 12 L * ? *)", Duration.ofHours(3), Duration.ofHours(1));

    assertThat(event.path("time").asText()).isEqualTo("2026-03-31T12:00:00Z");
  }

  private JsonNode firedAfter(String schedule, Duration tooEarly, Duration more) {
    try (var events = endpoint().eventBridge();
        var sqs = endpoint().sqs()) {
      String queue = sqs.createQueue(request -> request.queueName(unique("fired"))).queueUrl();
      String rule = unique("rule");
      events.putRule(request -> request.name(rule).scheduleExpression(schedule));
      String arn = arn(sqs, queue);
      events.putTargets(
          request -> request.rule(rule).targets(Target.builder().id("q").arn(arn).build()));

      clock.now = clock.now.plus(tooEarly);
      aws.tick();
      assertThat(receive(sqs, queue, 0)).isEmpty();

      clock.now = clock.now.plus(more);
      aws.tick();
      JsonNode event = take(sqs, queue, 1).getFirst();
      aws.tick();
      assertThat(receive(sqs, queue, 0)).isEmpty();
      return event;
    }
  }

  private static final class MovedClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
