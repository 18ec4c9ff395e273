package dev.redshiftpipe.bench.usual;

import org.apache.camel.builder.RouteBuilder;

/** Every minute all that waits, one COPY with a manifest per table, asked after every 10 s. */
final class BatchPerMinute extends RouteBuilder {
  private static final long POLL_MILLIS = 10_000;

  private final Minute minute;

  BatchPerMinute(Minute minute) {
    this.minute = minute;
  }

  @Override
  public void configure() {
    // half a minute is what a file waits on the average
    from("timer:minute?period=60000&delay=30000")
        .routeId("every-minute")
        .bean(minute, "takeAll")
        .split(body())
        .to("seda:load-table");

    from("seda:load-table?concurrentConsumers=8")
        .routeId("load-table")
        .bean(minute, "submit")
        .loopDoWhile(simple("${body.isRunning}"))
        .delay(POLL_MILLIS)
        .asyncDelayed()
        .bean(minute, "describe")
        .end()
        .bean(minute, "acknowledge");
  }
}
