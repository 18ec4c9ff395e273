package dev.redshiftpipe.model;

import dev.redshiftpipe.model.Script.Action;
import dev.redshiftpipe.model.Script.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.RandomGenerator;

/**
 * Looks for a script by which a mistake breaks a promise that is kept without the mistake, and for
 * the shortest one that still does.
 */
final class Search {
  private static final int SIZE = 1000;

  private Search() {}

  /**
   * A counterexample, shrunk.
   *
   * @param tries how many scripts it took
   */
  record Found(Script script, Schedule.Result result, int tries) {
    @Override
    public String toString() {
      return "after %d schedules; %s%n%s".formatted(tries, script, result.text());
    }
  }

  /**
   * @param seed the same seed finds the same
   */
  static Optional<Found> counterexample(Mutation mutation, int tries, long seed) {
    RandomGenerator<Script> generator = Scripts.about(mutation).generator(SIZE);
    Predicate<Script> isIt = script -> breaks(script, mutation) && isKept(script);
    Random random = new Random(seed);
    for (int i = 1; i <= tries; i++) {
      Script drawn = generator.next(random).value();
      if (isIt.test(drawn)) {
        Script shortest = shrunk(drawn, isIt);
        return Optional.of(new Found(shortest, Schedule.tell(shortest, mutation), i));
      }
    }
    return Optional.empty();
  }

  private static Script shrunk(Script script, Predicate<Script> isIt) {
    Script shortest = script;
    Optional<Script> shorter = Optional.of(script);
    while (shorter.isPresent()) {
      shortest = shorter.get();
      shorter = simpler(shortest).filter(isIt).findFirst();
    }
    return shortest;
  }

  /** Those with less, first those with much less. */
  private static Stream<Script> simpler(Script script) {
    List<Script> simpler = new ArrayList<>();
    int actions = script.actions().size();
    for (int less = actions; less > 0; less /= 2) {
      for (int from = 0; from + less <= actions; from += less) {
        simpler.add(with(script, without(script.actions(), from, less)));
      }
    }
    if (script.files().size() > 1) {
      for (int i = 0; i < script.files().size(); i++) {
        simpler.add(withFiles(script, without(script.files(), i, 1)));
      }
    }
    for (int i = 0; i < script.files().size(); i++) {
      if (script.files().get(i) != Trait.GOOD) {
        simpler.add(withFiles(script, replaced(script.files(), i, Trait.GOOD)));
      }
    }
    if (script.isNarrow()) {
      simpler.add(new Script(script.files(), false, script.isImpatient(), script.actions()));
    }
    if (script.isImpatient()) {
      simpler.add(new Script(script.files(), script.isNarrow(), false, script.actions()));
    }
    for (int i = 0; i < actions; i++) {
      Action action = script.actions().get(i);
      for (int which = 0; which < Math.min(action.which(), 8); which++) {
        Action smaller = new Action(action.deed(), which);
        simpler.add(with(script, replaced(script.actions(), i, smaller)));
      }
    }
    return simpler.stream();
  }

  private static Script with(Script script, List<Action> actions) {
    return new Script(script.files(), script.isNarrow(), script.isImpatient(), actions);
  }

  private static Script withFiles(Script script, List<Trait> files) {
    return new Script(files, script.isNarrow(), script.isImpatient(), script.actions());
  }

  private static <T> List<T> without(List<T> all, int from, int count) {
    List<T> rest = new ArrayList<>(all);
    rest.subList(from, from + count).clear();
    return rest;
  }

  private static <T> List<T> replaced(List<T> all, int at, T other) {
    List<T> changed = new ArrayList<>(all);
    changed.set(at, other);
    return changed;
  }

  /** Whether something is lost, doubled or has two fates; to wait for ever is another matter. */
  private static boolean breaks(Script script, Mutation mutation) {
    Schedule.Result result = Schedule.run(script, mutation);
    return result.broken().isPresent() && !result.isWithoutEnd();
  }

  private static boolean isKept(Script script) {
    return Schedule.run(script, Mutation.NONE).broken().isEmpty();
  }
}
