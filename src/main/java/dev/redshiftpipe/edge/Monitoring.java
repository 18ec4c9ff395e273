package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Standing;
import dev.redshiftpipe.command.RedshiftPipeCommand;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.settings.Monitored;
import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.status.Lately;
import dev.redshiftpipe.status.Status;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;

/**
 * Shows how the process stands: to people at {@code /}, to programs at {@code /status}, {@code
 * /metrics} and {@code /health}.
 */
final class Monitoring extends MainListenerSupport {
  private static final int LOOK_SECONDS = 5;

  private final Monitored monitored;
  private final HeldFiles held;
  private final Lately lately;
  private final Histograms histograms;
  private final Status status;
  private final List<String> pipes;
  private final InstantSource clock;

  Monitoring(
      Settings settings,
      HeldFiles held,
      Lately lately,
      Histograms histograms,
      InstantSource clock) {
    this.monitored = settings.monitored();
    this.pipes = settings.pipes().rules().stream().map(PipeRule::name).toList();
    this.held = held;
    this.lately = lately;
    this.histograms = histograms;
    this.status =
        new Status(
            settings.pipes().rules(), lately, RedshiftPipeCommand.version(), clock.instant());
    this.clock = clock;
  }

  /** What Camel's own HTTP server and metrics need to be told. */
  void configure(Properties properties) {
    if (monitored.httpPort() == 0) {
      return;
    }
    properties.setProperty("camel.management.enabled", "true");
    properties.setProperty("camel.management.host", monitored.httpHost());
    properties.setProperty("camel.management.port", String.valueOf(monitored.httpPort()));
    properties.setProperty("camel.management.healthCheckEnabled", "true");
    properties.setProperty("camel.management.healthPath", "/health");
    properties.setProperty("camel.management.metricsEnabled", "true");
    // what is held is said by a check that is always up
    properties.setProperty("camel.health.exposureLevel", "full");
    properties.setProperty("camel.metrics.enabled", "true");
    properties.setProperty("camel.metrics.path", "/metrics");
    // it registers a gauge twice, with a warning at every start
    properties.setProperty("camel.metrics.enableExchangeEventNotifier", "false");
  }

  @Override
  public void afterStart(BaseMainSupport main) {
    if (monitored.httpPort() == 0) {
      return;
    }
    CamelContext context = main.getCamelContext();
    List<String> counted = new ArrayList<>(pipes);
    counted.add(""); // what no pipe wants and nobody can read
    PrometheusRegistry registry =
        context
            .getRegistry()
            .findSingleByType(PrometheusMeterRegistry.class)
            .getPrometheusRegistry();
    registry.register(new Metrics(() -> held.standing().including(counted)));
    histograms.register(registry, pipes);
    HealthCheckRegistry.get(context).register(new LanesHealth(held::standing));
    new Pages(
            VertxPlatformHttpRouter.lookup(
                context, VertxPlatformHttpRouter.getRouterNameFromPort(monitored.httpPort())))
        .serve(
            () -> status.json(held.standing(), clock.instant()),
            () -> DrawnRoutes.of((ModelCamelContext) context).json());
    context
        .getExecutorServiceManager()
        .newSingleThreadScheduledExecutor(this, "last-hour")
        .scheduleAtFixedRate(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    Standing standing = held.standing();
    lately.counted(standing.counts(), clock.instant());
  }
}
