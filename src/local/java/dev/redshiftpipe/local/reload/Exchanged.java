package dev.redshiftpipe.local.reload;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * Puts the routes of changed files in the place of those that run. To be called while nothing is
 * under way.
 */
final class Exchanged {
  private final ModelCamelContext context;

  Exchanged(ModelCamelContext context) {
    this.context = context;
  }

  /**
   * Takes files as they are now in place of what they were; if that fails, takes them as they were.
   *
   * @return ids of the routes that were made
   * @throws Exception why they could not be taken
   */
  Set<String> take(SortedMap<String, String> before, SortedMap<String, String> now)
      throws Exception {
    Set<String> files = concerned(before, now);
    try {
      return put(files, now);
    } catch (Exception e) {
      put(files, before);
      throw e;
    }
  }

  private Set<String> put(Set<String> files, Map<String, String> texts) throws Exception {
    remove(files);
    List<Resource> kamelets = new ArrayList<>();
    List<Resource> routes = new ArrayList<>();
    for (String file : files) {
      String text = texts.get(file);
      if (text != null) {
        (RouteFiles.isKamelet(file) ? kamelets : routes).add(RouteFiles.resource(file, text));
      }
    }
    PluginHelper.getRoutesLoader(context).updateRoutes(kamelets);
    return PluginHelper.getRoutesLoader(context).updateRoutes(routes);
  }

  /** Files that changed, and those whose routes are made of what is in them: Kamelets, policies. */
  private static Set<String> concerned(
      SortedMap<String, String> before, SortedMap<String, String> now) {
    SortedSet<String> files = new TreeSet<>(before.keySet());
    files.addAll(now.keySet());
    SortedSet<String> concerned =
        files.stream()
            .filter(file -> !Objects.equals(before.get(file), now.get(file)))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> next = Set.copyOf(concerned);
    while (!next.isEmpty()) {
      Set<String> users = new LinkedHashSet<>();
      for (String used : next) {
        Pattern mention =
            mention(used, before.getOrDefault(used, "") + "\n" + now.getOrDefault(used, ""));
        files.stream()
            .filter(file -> mention.matcher(now.getOrDefault(file, "")).find())
            .forEach(users::add);
      }
      users.removeAll(concerned);
      concerned.addAll(users);
      next = users;
    }
    return concerned;
  }

  private static Pattern mention(String file, String texts) {
    if (RouteFiles.isKamelet(file)) {
      return Pattern.compile("kamelet:" + Pattern.quote(RouteFiles.kamelet(file)) + "(?![\\w-])");
    }
    // who has a policy in it may be anyone who names one
    return texts.contains("routeConfiguration:")
        ? Pattern.compile("routeConfigurationId:")
        : Pattern.compile("(?!)");
  }

  private void remove(Set<String> files) throws Exception {
    for (RouteDefinition route : List.copyOf(context.getRouteDefinitions())) {
      if (!Boolean.TRUE.equals(route.isKamelet()) && isOf(files, route.getResource())) {
        context.removeRouteDefinition(route);
      }
    }
    for (RouteConfigurationDefinition policy :
        List.copyOf(context.getRouteConfigurationDefinitions())) {
      if (isOf(files, policy.getResource())) {
        context.removeRouteConfiguration(policy);
      }
    }
    Set<String> kamelets =
        files.stream()
            .filter(RouteFiles::isKamelet)
            .map(RouteFiles::kamelet)
            .collect(Collectors.toSet());
    for (RouteTemplateDefinition template : List.copyOf(context.getRouteTemplateDefinitions())) {
      if (kamelets.contains(template.getId())) {
        context.removeRouteTemplateDefinition(template);
      }
    }
    removeUnusedKamelets();
  }

  /** Routes of Kamelets whose callers are gone. Those may have been Kamelets themselves. */
  private void removeUnusedKamelets() throws Exception {
    boolean isOneGone;
    do {
      isOneGone = false;
      Set<String> used =
          context.getEndpoints().stream()
              .filter(KameletEndpoint.class::isInstance)
              .filter(
                  endpoint -> !endpoint.getEndpointUri().matches("kamelet:(//)?(source|sink).*"))
              .map(endpoint -> ((KameletEndpoint) endpoint).getRouteId())
              .collect(Collectors.toSet());
      for (RouteDefinition route : List.copyOf(context.getRouteDefinitions())) {
        if (Boolean.TRUE.equals(route.isKamelet()) && !used.contains(route.getRouteId())) {
          context.removeRouteDefinition(route);
          isOneGone = true;
        }
      }
    } while (isOneGone);
  }

  private static boolean isOf(Set<String> files, Resource resource) {
    return resource != null && files.contains(resource.getLocation());
  }
}
