package dev.redshiftpipe.local.reload;

import dev.redshiftpipe.edge.RouteTexts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.LineNumberAware;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.processor.DefaultProcessorFactory;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Makes the routes of files in a context of its own, with the beans, components and properties of
 * the one that runs, and starts none of them. What keeps a process from starting is found here:
 * YAML, steps, options, endpoints, beans, properties, ids.
 */
final class TrialRun {
  /** An entry of the list that a file of routes is, up to the next one. */
  private static final Pattern ENTRY = Pattern.compile("(?ms)^- .*?(?=^- |\\z)");

  private static final Pattern ID = Pattern.compile("(?m)^ +id: *(\\S+)");

  private final CamelContext running;
  private final RouteFiles files;

  TrialRun(CamelContext running, RouteFiles files) {
    this.running = running;
    this.files = files;
  }

  /**
   * What is wrong with the files, at most one mistake of each; nothing when they would start.
   * Mistakes of one kind hide those of the next: what cannot be read, policies, Kamelets, routes,
   * ids.
   */
  List<Mistake> mistakesOf(SortedMap<String, String> texts) {
    try (DefaultCamelContext trial = BorrowedContext.of(running)) {
      LastStep last = new LastStep();
      trial.getCamelContextExtension().addContextPlugin(ProcessorFactory.class, last);
      trial.start();
      Map<String, RoutesBuilder> builders = new LinkedHashMap<>();
      List<Mistake> mistakes = new ArrayList<>();
      texts.forEach(
          (file, text) ->
              tried(trial, last, file, () -> builders.putAll(read(trial, file, text)))
                  .map(mistake -> mistake.line() > 0 ? mistake : narrowed(trial, mistake, text))
                  .ifPresent(mistakes::add));
      List<Stage> stages =
          List.of(
              (file, builder) -> {
                if (builder instanceof RouteConfigurationsBuilder policies) {
                  policies.addRouteConfigurationsToCamelContext(trial);
                }
              },
              (file, builder) -> {
                if (RouteFiles.isKamelet(file)) {
                  builder.addRoutesToCamelContext(trial);
                }
              },
              (file, builder) -> {
                if (!RouteFiles.isKamelet(file)) {
                  builder.addRoutesToCamelContext(trial);
                }
              });
      for (Stage stage : stages) {
        if (mistakes.isEmpty()) {
          builders.forEach(
              (file, builder) ->
                  tried(trial, last, file, () -> stage.add(file, builder))
                      .ifPresent(mistakes::add));
        }
      }
      if (mistakes.isEmpty()) {
        mistakes.addAll(passedOver(texts));
      }
      return mistakes.isEmpty() ? idsUsedTwice(trial) : mistakes;
    } catch (IOException e) {
      throw new IllegalStateException("the trial run cannot be closed", e);
    }
  }

  /** A route of a file that is left out is sent to by steps that are never reached. */
  private List<Mistake> passedOver(SortedMap<String, String> texts) throws IOException {
    SortedMap<String, String> all = files.readAll();
    all.putAll(texts);
    return RouteTexts.mistakes(all, file -> !texts.containsKey(file)).stream()
        .filter(one -> texts.containsKey(one.file()))
        .map(one -> new Mistake(one.file(), one.line(), "", one.reason()))
        .toList();
  }

  private interface Stage {
    void add(String file, RoutesBuilder builder) throws Exception;
  }

  /** Camel sees them when all routes start at once, and not when some come later. */
  private static List<Mistake> idsUsedTwice(DefaultCamelContext trial) {
    List<RouteDefinition> routes =
        trial.getRouteDefinitions().stream()
            .filter(route -> !Boolean.TRUE.equals(route.isKamelet()))
            .toList();
    List<Mistake> mistakes = new ArrayList<>();
    for (RouteDefinition route : routes) {
      String id = RouteDefinitionHelper.validateUniqueIds(route, routes);
      if (id != null) {
        String file = route.getResource() == null ? "" : route.getResource().getLocation();
        mistakes.add(new Mistake(file, 0, id, "another step or route has this id"));
      }
    }
    return mistakes;
  }

  /** Some errors are told without a line: the route, policy or bean that has it has one. */
  private static Mistake narrowed(DefaultCamelContext trial, Mistake mistake, String text) {
    Matcher entries = ENTRY.matcher(text);
    while (entries.find()) {
      String entry = entries.group();
      try {
        read(trial, mistake.file(), entry);
      } catch (Exception e) {
        int line = (int) text.substring(0, entries.start()).lines().count() + 1;
        Matcher id = ID.matcher(entry);
        return new Mistake(mistake.file(), line, id.find() ? id.group(1) : "", mistake.reason());
      }
    }
    return mistake;
  }

  private static Map<String, RoutesBuilder> read(CamelContext trial, String file, String text)
      throws Exception {
    for (RoutesBuilder builder :
        PluginHelper.getRoutesLoader(trial)
            .findRoutesBuilders(List.of(RouteFiles.resource(file, text)))) {
      if (builder instanceof RouteBuilder routes) {
        routes.configureRoutes(trial); // what is deeper in the file is read here
      }
      return Map.of(file, builder);
    }
    return Map.of();
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static Optional<Mistake> tried(
      DefaultCamelContext trial, LastStep last, String file, Attempt attempt) {
    last.node = null;
    try {
      attempt.run();
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(mistake(trial, last.node, file, e));
    }
  }

  private static Mistake mistake(
      DefaultCamelContext trial, @Nullable NamedNode last, String file, Exception error) {
    String step = "";
    int line = 0;
    String where = file;
    String reason = "";
    for (Throwable e = error; e != null; e = e.getCause()) {
      reason = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
      if (e instanceof MarkedYamlEngineException marked) {
        reason = told(marked, reason);
        line = marked.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
      } else if (e instanceof FailedToCreateRouteException failed) {
        RouteDefinition route = trial.getRouteDefinition(failed.getRouteId());
        NamedNode at = isIn(route, last) ? last : route == null ? null : route.getInput();
        if (at instanceof LineNumberAware numbered) {
          line = Math.max(0, numbered.getLineNumber());
          where = Objects.requireNonNullElse(numbered.getLocation(), file);
        }
        step = at == last && last != null ? last.getId() : failed.getRouteId();
      }
    }
    return new Mistake(where, line, step, reason.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  /**
   * A quote that is not closed is a problem of the end of the file; it is the context that helps.
   */
  private static String told(MarkedYamlEngineException marked, String message) {
    String problem = Objects.requireNonNullElse(marked.getProblem(), message);
    return marked.getContext() == null || marked.getContextMark().isEmpty()
        ? problem
        : "%s (%s that begins in line %d)"
            .formatted(problem, marked.getContext(), marked.getContextMark().get().getLine() + 1);
  }

  private static boolean isIn(@Nullable RouteDefinition route, @Nullable NamedNode node) {
    return node instanceof ProcessorDefinition<?> step
        && route != null
        && ProcessorDefinitionHelper.getRoute(step) == route;
  }

  /**
   * Camel says of which route an error is, and of which of its outermost steps; this is the
   * innermost.
   */
  private static final class LastStep extends DefaultProcessorFactory {
    private @Nullable NamedNode node;

    @Override
    public @Nullable Processor createProcessor(Route route, NamedNode definition) throws Exception {
      node = definition;
      return super.createProcessor(route, definition);
    }
  }
}
