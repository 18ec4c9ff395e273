package dev.redshiftpipe.model;

import dev.redshiftpipe.model.Script.Action;
import dev.redshiftpipe.model.Script.Deed;
import dev.redshiftpipe.model.Script.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Draws scripts; jqwik shrinks them to fewer files and fewer actions. */
final class Scripts {
  private static final int LONGEST = 60;
  private static final int MOST_CHOICES = 60;

  private Scripts() {}

  /** All that can happen. */
  static Arbitrary<Script> all() {
    return scripts(Trait.values(), Deed.values(), RandomDistribution.biased());
  }

  /**
   * All that can happen but files that fail alone for a reason that may not be theirs: there is an
   * error that nobody knows, or nothing is found any more where something was wrong before.
   */
  static Arbitrary<Script> withoutDoubt() {
    Set<Trait> traits = EnumSet.complementOf(EnumSet.of(Trait.ODD, Trait.BAD_ROWS_UNNAMED));
    Set<Deed> deeds = EnumSet.complementOf(EnumSet.of(Deed.TOGGLE_FILE));
    return scripts(
        traits.toArray(Trait[]::new), deeds.toArray(Deed[]::new), RandomDistribution.biased());
  }

  /** What it takes to find a mistake, and little else, so that it is soon found. */
  static Arbitrary<Script> about(Mutation mistake) {
    Deed[] deeds =
        switch (mistake) {
          case PARK_BY_DELETING_FIRST -> new Deed[] {Deed.WORK, Deed.TELL, Deed.CRASH};
          case DEAD_LETTER_OUTSIDE_THE_TRANSACTION ->
              new Deed[] {Deed.WORK, Deed.RUN, Deed.TELL, Deed.TOGGLE_FILE};
          default -> Deed.values();
        };
    return scripts(
        new Trait[] {Trait.GOOD, Trait.BAD_ROWS, Trait.GONE}, deeds, RandomDistribution.uniform());
  }

  private static Arbitrary<Script> scripts(
      Trait[] traits, Deed[] deeds, RandomDistribution lengths) {
    Arbitrary<Trait> trait = oneOf(traits, one -> one == Trait.GOOD ? 5 : 1);
    Arbitrary<List<Trait>> files =
        Arbitraries.frequencyOf(
            Tuple.of(1, trait.list().ofSize(1)),
            Tuple.of(2, trait.list().ofSize(4)),
            Tuple.of(2, trait.list().ofMinSize(1).ofMaxSize(4)));
    Arbitrary<Boolean> flag = Arbitraries.frequency(Tuple.of(3, false), Tuple.of(1, true));
    Arbitrary<List<Action>> actions =
        Combinators.combine(
                oneOf(deeds, Scripts::weight), Arbitraries.integers().between(0, MOST_CHOICES - 1))
            .as(Action::new)
            .list()
            .ofMaxSize(LONGEST)
            .withSizeDistribution(lengths);
    return Combinators.combine(files, flag, flag, actions).as(Script::new).withoutEdgeCases();
  }

  private static <T> Arbitrary<T> oneOf(T[] some, ToIntFunction<T> weight) {
    List<Tuple2<Integer, T>> weights = new ArrayList<>();
    for (T one : some) {
      weights.add(Tuple.of(weight.applyAsInt(one), one));
    }
    return Arbitraries.frequency(weights);
  }

  private static int weight(Deed deed) {
    return switch (deed) {
      case WORK -> 60;
      case RUN -> 35;
      case TELL -> 12;
      case SHOW -> 6;
      case TOGGLE_FILE, CRASH -> 4;
      case LOSE_SIGHT, TICK, LONG_TICK -> 3;
      case ABORT, ABORT_AFTER_COMMIT, LOSE_ALL_REPLIES, FILL_THE_DISK, TOGGLE_TABLE -> 2;
      default -> 1;
    };
  }
}
