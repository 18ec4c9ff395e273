package dev.redshiftpipe.local.reload;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.ModelCamelContext;

/**
 * Looks for changed files and takes them. A file that is wrong is told of once, and not taken: what
 * it was before goes on, and other files are taken all the same.
 */
final class Reload {
  private final ModelCamelContext context;
  private final RouteFiles files;
  private final Duration patience;
  private final TrialRun trial;
  private final Exchanged exchanged;
  private final Consumer<String> news;
  private final Consumer<String> mistakes;
  private SortedMap<String, String> taken;
  private SortedMap<String, String> seen;
  private SortedMap<String, String> answered;
  private SortedMap<String, String> tried;
  private SortedMap<String, String> wanted;
  private boolean isWaiting;

  /**
   * What is in the files now counts as taken.
   *
   * @param patience so long may nothing new begin while what is under way comes to its end
   * @param news is told of what was taken, and of what waits
   * @param mistakes is told of what is wrong
   */
  Reload(
      ModelCamelContext context,
      RouteFiles files,
      Duration patience,
      Consumer<String> news,
      Consumer<String> mistakes)
      throws IOException {
    this.news = news;
    this.mistakes = mistakes;
    this.context = context;
    this.files = files;
    this.patience = patience;
    this.trial = new TrialRun(context, files);
    this.exchanged = new Exchanged(context);
    this.taken = files.read();
    this.seen = taken;
    this.answered = taken;
    this.tried = taken;
    this.wanted = taken;
  }

  /**
   * Looks once. A change is taken at the second look that finds it: it may be half written at the
   * first.
   */
  void look() throws IOException {
    SortedMap<String, String> now = files.read();
    boolean isSettled = now.equals(seen);
    seen = now;
    if (!isSettled || now.equals(answered)) {
      return;
    }
    if (!now.equals(tried)) {
      tried = now;
      wanted = withoutMistakes(now);
      isWaiting = false;
    }
    if (wanted.equals(taken) || take()) {
      answered = now;
    }
  }

  private SortedMap<String, String> withoutMistakes(SortedMap<String, String> now) {
    SortedMap<String, String> good = new TreeMap<>(now);
    while (!good.equals(taken)) {
      List<Mistake> found = trial.mistakesOf(good);
      if (found.isEmpty()) {
        return good;
      }
      found.forEach(mistake -> mistakes.accept("not taken: " + mistake.told()));
      Set<String> wrong = found.stream().map(Mistake::file).collect(Collectors.toSet());
      wrong.retainAll(changed(good));
      if (wrong.isEmpty()) {
        return taken; // what changed is wrong only together with what did not
      }
      for (String file : wrong) {
        good.remove(file);
        if (taken.containsKey(file)) {
          good.put(file, taken.get(file));
        }
      }
    }
    return taken;
  }

  /** Whether that is over, well or not; otherwise something is under way, and it is tried again. */
  private boolean take() {
    String names =
        changed(wanted).stream().map(RouteFiles::shown).collect(Collectors.joining(", "));
    try (Stillness stillness = Stillness.of(context)) {
      if (!stillness.isReached(patience)) {
        if (!isWaiting) {
          news.accept(names + " waits for what is under way in " + stillness.busy());
        }
        isWaiting = true;
        return false;
      }
      Set<String> routes = exchanged.take(taken, wanted);
      taken = wanted;
      news.accept("taken: %s (routes: %s)".formatted(names, String.join(", ", routes)));
    } catch (Exception e) {
      mistakes.accept(
          "not taken: %s: %s; what was before goes on".formatted(names, e.getMessage()));
    }
    return true;
  }

  private Set<String> changed(SortedMap<String, String> to) {
    return Stream.concat(taken.keySet().stream(), to.keySet().stream())
        .filter(file -> !Objects.equals(taken.get(file), to.get(file)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
