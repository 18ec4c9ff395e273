package dev.redshiftpipe.local.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changes of route files while the process runs. Named by {@code
 * camel.main.mainListenerClasses}.
 */
public final class ReloadRoutes extends MainListenerSupport {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadRoutes.class);
  private static final long LOOK_MILLIS = 500;

  /** Messages under way are kept invisible every ten seconds, which waits meanwhile. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final long STOP_SECONDS = 10;

  private @Nullable ScheduledExecutorService looks;

  @Override
  public void afterStart(BaseMainSupport main) {
    ModelCamelContext context = (ModelCamelContext) main.getCamelContext();
    Reload reload;
    try {
      reload = new Reload(context, files(main, context), PATIENCE, LOG::info, LOG::error);
    } catch (IOException e) {
      throw new UncheckedIOException("route files cannot be read", e);
    }
    looks =
        context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "reload-routes");
    looks.scheduleWithFixedDelay(
        () -> {
          try {
            reload.look();
          } catch (IOException | RuntimeException e) {
            LOG.warn("changed routes were not looked for: {}", String.valueOf(e.getMessage()));
          }
        },
        LOOK_MILLIS,
        LOOK_MILLIS,
        TimeUnit.MILLISECONDS);
    LOG.info("changes of route files are taken while the process runs");
  }

  @Override
  public void beforeStop(BaseMainSupport main) {
    if (looks == null) {
      return;
    }
    looks.shutdown();
    try {
      if (!looks.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the process stops while changed routes are taken");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RouteFiles files(BaseMainSupport main, ModelCamelContext context) {
    return new RouteFiles(
        context,
        Objects.requireNonNullElse(main.configure().getRoutesIncludePattern(), "false"),
        Objects.requireNonNullElse(main.configure().getRoutesExcludePattern(), ""),
        context.getComponent("kamelet", KameletComponent.class).getLocation());
  }
}
