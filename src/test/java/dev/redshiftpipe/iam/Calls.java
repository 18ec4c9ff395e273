package dev.redshiftpipe.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.StandIn;
import dev.redshiftpipe.local.http.ApiCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What the processes of a stand-in called: every permission that they needed is one that the
 * policies of their settings give, and those that {@link Needed} says are needed were.
 */
public final class Calls implements Consumer<ApiCall> {
  private static final Path FOLDER = Path.of("target/calls");
  private static final String S3 = "arn:aws:s3:::";

  private final Map<String, Set<Need>> byCaller = new ConcurrentHashMap<>();
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();

  @Override
  public void accept(ApiCall call) {
    boolean isWarehouse = call.caller().equals(StandIn.WAREHOUSE);
    if (!isWarehouse && Callers.of(call.caller()).isEmpty()) {
      return;
    }
    try {
      byCaller
          .computeIfAbsent(call.caller(), caller -> ConcurrentHashMap.newKeySet())
          .addAll(Need.of(call));
    } catch (IllegalArgumentException e) {
      unknown.add(e.getMessage());
    }
  }

  /**
   * @param name of the class whose tests made the calls
   * @throws AssertionError naming what was called and is not allowed, or allowed and not called
   */
  public void check(String name) {
    Set<String> refused = new TreeSet<>(unknown);
    Set<String> used = new TreeSet<>();
    Set<Need> own = Needed.ofOwnRoutes(name);
    byCaller.forEach(
        (key, needs) ->
            Callers.of(key)
                .ifPresent(
                    caller -> {
                      Map<String, ObjectNode> all = caller.documents(buckets(needs));
                      for (Need need : needs) {
                        if (own.contains(need)) {
                          continue;
                        }
                        use(caller.policies(), all, need)
                            .ifPresentOrElse(
                                policy -> used.add(policy + " " + need.action()),
                                () -> refused.add(key + " may not " + need));
                      }
                    }));
    warehouse(refused, used);
    write(name, used);
    Set<String> missed = new TreeSet<>(Needed.in(name));
    missed.removeAll(used);
    if (!refused.isEmpty() || !missed.isEmpty()) {
      throw new AssertionError(
          "called and not allowed:%n  %s%nallowed and not called here, as Needed says:%n  %s"
              .formatted(String.join("\n  ", refused), String.join("\n  ", missed)));
    }
  }

  /** The name of the first policy that allows it. */
  private static java.util.Optional<String> use(
      List<String> policies, Map<String, ObjectNode> all, Need need) {
    return policies.stream()
        .filter(policy -> Evaluator.allows(List.of(all.get(policy)), need))
        .findFirst();
  }

  /** COPY and UNLOAD: some warehouse of some settings here must have been allowed to. */
  private void warehouse(Set<String> refused, Set<String> used) {
    Set<Need> needs = byCaller.getOrDefault(StandIn.WAREHOUSE, Set.of());
    Map<String, ObjectNode> all = new HashMap<>();
    byCaller
        .keySet()
        .forEach(
            key ->
                Callers.of(key)
                    .ifPresent(
                        caller ->
                            caller
                                .documents(buckets(needs))
                                .forEach((policy, document) -> all.put(policy + key, document))));
    List<String> roles =
        all.keySet().stream()
            .filter(policy -> policy.startsWith("copy-") || policy.startsWith("unload"))
            .sorted()
            .toList();
    if (roles.isEmpty()) {
      return;
    }
    for (Need need : needs) {
      use(roles, all, need)
          .ifPresentOrElse(
              policy ->
                  used.add((policy.startsWith("copy-") ? "copy " : "unload ") + need.action()),
              () -> refused.add("the warehouse may not " + need));
    }
  }

  private static Set<String> buckets(Collection<Need> needs) {
    return needs.stream()
        .map(Need::resource)
        .filter(resource -> resource.startsWith(S3))
        .map(resource -> resource.substring(S3.length()).split("/", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void write(String name, Set<String> used) {
    try {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(name + ".txt"), used);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
