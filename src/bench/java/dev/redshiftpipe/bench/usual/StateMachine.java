package dev.redshiftpipe.bench.usual;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import software.amazon.awssdk.services.redshiftdata.model.RedshiftDataException;

/**
 * A state machine for every file, as tutorials have it: an event starts an execution, which submits
 * the COPY of its file, waits 30 s, asks, and so on for at most ten times; then it gives up. What
 * is throttled is tried again with growing delay, as by Retry; without an end, which is kinder than
 * the three attempts that Retry makes by itself.
 */
final class StateMachine extends RouteBuilder {
  static final String GIVEN_UP = "given up: ";

  private static final long WAIT_MILLIS = 30_000;

  private final Copies copies;
  private final String queue;

  StateMachine(Copies copies, String queue) {
    this.copies = copies;
    this.queue = queue;
  }

  @Override
  public void configure() {
    onException(RedshiftDataException.class)
        .maximumRedeliveries(-1)
        .redeliveryDelay(1_000)
        .useExponentialBackOff()
        .backOffMultiplier(2)
        .maximumRedeliveryDelay(60_000)
        .asyncDelayedRedelivery()
        .retryAttemptedLogLevel(LoggingLevel.OFF);

    from("aws2-sqs:notifications?queueUrl=" + queue + "&maxMessagesPerPoll=10&waitTimeSeconds=5")
        .routeId("start-execution")
        .bean(Execution.class, "of")
        // not handed over: the event is done with as soon as the execution has begun
        .wireTap("seda:execute?size=2000000")
        .dynamicUri(false);

    from("seda:execute?size=2000000&concurrentConsumers=20")
        .routeId("execute")
        .bean(copies, "execute")
        .loopDoWhile(simple("${body.isWaiting}"))
        .delay(WAIT_MILLIS)
        .asyncDelayed()
        .bean(copies, "describe")
        .end()
        .filter(simple("${body.isGivenUp}"))
        .process(
            exchange ->
                System.out.println(
                    GIVEN_UP + exchange.getMessage().getMandatoryBody(Execution.class).url()));
  }
}
