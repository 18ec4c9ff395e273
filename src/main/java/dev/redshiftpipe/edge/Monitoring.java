package dev.redshiftpipe.edge;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Shows how the process stands at {@code /metrics}, {@code /status} and {@code /health}. */
final class Monitoring extends MainListenerSupport {
  private final HeldFiles held;
  private final InstantSource clock;
  private final int port;

  /**
   * @param port 0 for none
   */
  Monitoring(HeldFiles held, InstantSource clock, int port) {
    this.held = held;
    this.clock = clock;
    this.port = port;
  }

  /** What Camel's own HTTP server and metrics need to be told. */
  void configure(Properties properties) {
    if (port == 0) {
      return;
    }
    properties.setProperty("camel.management.enabled", "true");
    properties.setProperty("camel.management.port", String.valueOf(port));
    properties.setProperty("camel.management.healthCheckEnabled", "true");
    properties.setProperty("camel.management.healthPath", "/health");
    properties.setProperty("camel.management.metricsEnabled", "true");
    properties.setProperty("camel.metrics.enabled", "true");
    properties.setProperty("camel.metrics.path", "/metrics");
    // it registers a gauge twice, with a warning at every start
    properties.setProperty("camel.metrics.enableExchangeEventNotifier", "false");
  }

  @Override
  public void afterStart(BaseMainSupport main) {
    if (port == 0) {
      return;
    }
    main.getCamelContext()
        .getRegistry()
        .findSingleByType(PrometheusMeterRegistry.class)
        .getPrometheusRegistry()
        .register(new Metrics(held::standing));
    VertxPlatformHttpRouter.lookup(
            main.getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(port))
        .route("/status")
        .handler(
            request ->
                request
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .end(Status.json(held.standing(), clock.instant())));
  }
}
