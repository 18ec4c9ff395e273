package dev.redshiftpipe.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * The protocol alone, with all that can happen to it, in tens of thousands of schedules; and the
 * proof that these schedules would find a mistake in it.
 */
class ProtocolModelTest {
  private static final AtomicLong SCHEDULES = new AtomicLong();
  private static final AtomicLong STEPS = new AtomicLong();
  private static final AtomicLong NANOS = new AtomicLong();

  @Property(
      tries = 10_000,
      seed = "1",
      shrinking = ShrinkingMode.FULL,
      edgeCases = EdgeCasesMode.NONE,
      generation = GenerationMode.RANDOMIZED)
  void every_file_has_one_fate(@ForAll("withoutDoubt") Script script) {
    keepsAllPromises(script);
  }

  @Property(
      tries = 10_000,
      seed = "1",
      shrinking = ShrinkingMode.FULL,
      edgeCases = EdgeCasesMode.NONE,
      generation = GenerationMode.RANDOMIZED)
  void so_has_a_file_that_fails_alone(@ForAll("all") Script script) {
    keepsAllPromises(script);
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void each_mistake_is_found(@ForAll("mistakes") Mutation mistake) {
    Optional<Search.Found> found = Search.counterexample(mistake, 40_000, 1);

    System.out.printf("%s is found %s%n%n", mistake, found.map(Object::toString).orElse("never"));
    assertThat(found).isPresent();
  }

  /** Of lock and fence one is enough: the other one is for what nobody has thought of. */
  @Property(generation = GenerationMode.EXHAUSTIVE)
  void lock_and_fence_each_suffice(@ForAll("redundancies") Mutation without) {
    assertThat(Search.counterexample(without, 1_500, 1)).isEmpty();
  }

  @Provide
  Arbitrary<Script> all() {
    return Scripts.all();
  }

  @Provide
  Arbitrary<Script> withoutDoubt() {
    return Scripts.withoutDoubt();
  }

  @Provide
  Arbitrary<Mutation> mistakes() {
    return Arbitraries.of(
        Mutation.NO_GUARD,
        Mutation.NO_LOCK_AND_NO_FENCE,
        Mutation.DELETE_BEFORE_COMMIT,
        Mutation.DEAD_LETTER_OUTSIDE_THE_TRANSACTION,
        Mutation.PARK_BY_DELETING_FIRST);
  }

  @Provide
  Arbitrary<Mutation> redundancies() {
    return Arbitraries.of(Mutation.NO_LOCK, Mutation.NO_FENCE);
  }

  @AfterContainer
  static void sayHowMuch() {
    System.out.printf(
        "%d schedules, %d steps in %.1f s: %.0f schedules a second%n",
        SCHEDULES.get(),
        STEPS.get(),
        NANOS.get() / 1e9,
        SCHEDULES.get() * 1e9 / Math.max(1, NANOS.get()));
  }

  private static void keepsAllPromises(Script script) {
    long begin = System.nanoTime();

    Schedule.Result result = Schedule.run(script, Mutation.NONE);

    NANOS.addAndGet(System.nanoTime() - begin);
    SCHEDULES.incrementAndGet();
    STEPS.addAndGet(result.steps());
    assertThat(result.broken())
        .withFailMessage(() -> Schedule.tell(script, Mutation.NONE).text())
        .isEmpty();
  }
}
