package dev.redshiftpipe.edge;

import dev.redshiftpipe.setup.Change;
import dev.redshiftpipe.setup.Change.Kind;
import java.util.function.Consumer;

/** What {@code setup} and {@code teardown} do: told one by one, and done unless only asked for. */
final class Changes {
  private final boolean isDryRun;
  private final Consumer<Change> told;

  /**
   * @param isDryRun whether all of it is told and nothing is done
   */
  Changes(boolean isDryRun, Consumer<Change> told) {
    this.isDryRun = isDryRun;
    this.told = told;
  }

  void keep(String subject, String text) {
    told.accept(new Change(Kind.KEEP, subject, text));
  }

  void byHand(String subject, String text) {
    told.accept(new Change(Kind.BY_HAND, subject, text));
  }

  void make(String subject, String text, Runnable action) {
    act(Kind.MAKE, subject, text, action);
  }

  void change(String subject, String text, Runnable action) {
    act(Kind.CHANGE, subject, text, action);
  }

  void remove(String subject, String text, Runnable action) {
    act(Kind.REMOVE, subject, text, action);
  }

  private void act(Kind kind, String subject, String text, Runnable action) {
    if (!isDryRun) {
      action.run();
    }
    told.accept(new Change(kind, subject, text));
  }
}
