package dev.redshiftpipe.edge;

import dev.redshiftpipe.status.RouteMap;
import dev.redshiftpipe.status.RouteMap.Kind;
import dev.redshiftpipe.status.RouteMap.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.util.URISupport;

/** The routes as Camel has them, and the way from one to another. */
final class DrawnRoutes {
  private static final String LANES = "lanes";

  /** What lets something into the lanes, and what lets it out. */
  private static final Set<String> INTO = Set.of("add", "goOn", "validate", "hold", "holdFor");

  private static final Set<String> OUT_OF = Set.of("due", "surplus", "lost");

  /** They do something with a message, and hand it on to nobody. */
  private static final Set<String> NO_WAY = Set.of("bean", "log", "mock");

  private final ModelCamelContext context;
  private final Map<String, String> takers = new HashMap<>();
  private final RouteMap map = new RouteMap();

  private DrawnRoutes(ModelCamelContext context) {
    this.context = context;
  }

  /** The routes of a context, but for those that Kamelets are made of. */
  static RouteMap of(ModelCamelContext context) {
    DrawnRoutes drawn = new DrawnRoutes(context);
    List<RouteDefinition> routes =
        context.getRouteDefinitions().stream()
            .filter(route -> !Boolean.TRUE.equals(route.isKamelet()))
            .toList();
    for (RouteDefinition route : routes) {
      drawn.takers.put(drawn.address(route.getInput().getEndpointUri()), route.getRouteId());
    }
    routes.forEach(drawn::add);
    context.getRouteConfigurationDefinitions().forEach(drawn::add);
    return drawn.map;
  }

  private void add(RouteDefinition route) {
    String id = route.getRouteId();
    String from = address(route.getInput().getEndpointUri());
    if (!isWithin(from)) {
      outside(from);
      map.join(from, id);
    }
    map.add(
        new Node(
            id,
            Kind.ROUTE,
            Objects.requireNonNullElse(route.getDescriptionText(), ""),
            Objects.requireNonNullElse(route.getRouteConfigurationId(), "")));
    // Camel has put those of its policy among its own steps
    follow(
        id,
        route.getOutputs().stream()
            .filter(step -> !(step instanceof OnExceptionDefinition))
            .toList());
  }

  private void add(RouteConfigurationDefinition policy) {
    map.add(new Node(policy.getId(), Kind.POLICY, "takes the errors of routes", ""));
    for (OnExceptionDefinition onException : policy.getOnExceptions()) {
      follow(policy.getId(), onException.getOutputs());
    }
    if (policy.getErrorHandler() != null
        && policy.getErrorHandler().getErrorHandlerType()
            instanceof DeadLetterChannelDefinition channel) {
      handOn(policy.getId(), channel.getDeadLetterUri());
    }
  }

  private void follow(String id, List<? extends ProcessorDefinition<?>> steps) {
    for (ProcessorDefinition<?> step :
        ProcessorDefinitionHelper.filterTypeInOutputs(
            List.copyOf(steps), ProcessorDefinition.class)) {
      switch (step) {
        case SendDefinition<?> to -> handOn(id, to.getEndpointUri());
        case ToDynamicDefinition to -> handOn(id, to.getUri());
        case BeanDefinition bean -> lanes(id, bean.getRef(), bean.getMethod());
        case SetBodyDefinition body -> {
          if (((ExpressionNode) body).getExpression() instanceof MethodCallExpression call) {
            lanes(id, call.getRef(), call.getMethod());
          }
        }
        default -> {
          // hands on to nobody
        }
      }
    }
  }

  private void handOn(String id, String uri) {
    String to = address(uri);
    if (NO_WAY.contains(scheme(to))) {
      return;
    }
    if (!isWithin(to)) {
      outside(to);
      map.join(id, to);
    } else {
      map.join(id, takers.getOrDefault(to, id)); // where nobody takes it there is no way
    }
  }

  /** What waits in the lanes comes out by another route. */
  private void lanes(String id, String ref, String call) {
    String method = Objects.requireNonNullElse(call, "").replaceAll("\\(.*", "");
    if (!"held".equals(ref) || !(INTO.contains(method) || OUT_OF.contains(method))) {
      return;
    }
    map.add(new Node(LANES, Kind.LANES, "where files wait until their table is free", ""));
    if (INTO.contains(method)) {
      map.join(id, LANES);
    } else {
      map.join(LANES, id);
    }
  }

  private void outside(String address) {
    map.add(new Node(address, Kind.OUTSIDE, "", ""));
  }

  /** Without options, where passwords may be. */
  private String address(String uri) {
    String plain = uri.replaceAll("[?].*", "").replace("://", ":");
    return URISupport.sanitizeUri(context.resolvePropertyPlaceholders(plain));
  }

  private static boolean isWithin(String address) {
    return Set.of("direct", "seda").contains(scheme(address));
  }

  private static String scheme(String address) {
    return address.replaceAll(":.*", "");
  }
}
