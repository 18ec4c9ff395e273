package dev.redshiftpipe.local.reload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/**
 * While it is open nothing new begins: what takes from outside is suspended, and goes on at the
 * close.
 */
final class Stillness implements AutoCloseable {
  /** They take from other routes, which must come to their end. */
  private static final Set<String> WITHIN = Set.of("direct", "seda", "kamelet");

  private static final Duration LOOK = Duration.ofMillis(20);

  /** What was taken from a queue and is not counted yet is seen at the next look. */
  private static final int LOOKS = 3;

  private final CamelContext context;
  private final List<Consumer> suspended = new ArrayList<>();

  private Stillness(CamelContext context) {
    this.context = context;
  }

  static Stillness of(CamelContext context) {
    Stillness stillness = new Stillness(context);
    for (Route route : context.getRoutes()) {
      Consumer consumer = route.getConsumer();
      if (!WITHIN.contains(scheme(consumer))
          && context.getRouteController().getRouteStatus(route.getId()).isStarted()
          && !ServiceHelper.isSuspended(consumer)
          && ServiceHelper.suspendService(consumer)) {
        stillness.suspended.add(consumer);
      }
    }
    return stillness;
  }

  /** Waits until nothing is under way, or no longer; whether nothing is. */
  boolean isReached(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    int still = 0;
    while (still < LOOKS && System.nanoTime() - end < 0) {
      still = isStill() ? still + 1 : 0;
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return still == LOOKS;
  }

  /** The routes in which something is under way. */
  String busy() {
    return context.getRoutes().stream()
        .map(Route::getId)
        .filter(id -> context.getInflightRepository().size(id) > 0)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private boolean isStill() {
    return context.getInflightRepository().size() == 0
        && context.getEndpoints().stream()
            .noneMatch(
                endpoint ->
                    endpoint instanceof SedaEndpoint seda && !seda.getExchanges().isEmpty());
  }

  @Override
  public void close() {
    for (Route route : context.getRoutes()) {
      // those that were put in the place of others have started by themselves
      if (suspended.contains(route.getConsumer())) {
        ServiceHelper.resumeService(route.getConsumer());
      }
    }
  }

  private static String scheme(Consumer consumer) {
    return consumer.getEndpoint().getEndpointUri().replaceAll(":.*", "");
  }
}
