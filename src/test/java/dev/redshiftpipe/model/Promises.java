package dev.redshiftpipe.model;

import dev.redshiftpipe.batch.Counts;
import dev.redshiftpipe.load.HistoryEntry;
import dev.redshiftpipe.model.Script.Trait;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What must hold: some of it always, the rest when everything has come to rest. */
final class Promises {
  private final World world;
  private long checkedCommits;

  Promises(World world) {
    this.world = world;
  }

  /** At every moment. */
  void check() {
    world.workers().forEach(this::check);
    long commits = world.warehouse().commits();
    if (commits > checkedCommits) {
      checkedCommits = commits;
      world.files().forEach(this::checkOnce);
    }
  }

  /** Counts are closed whenever a worker has taken a step. */
  void check(Worker worker) {
    for (Map.Entry<String, Counts> counts : worker.lanes().standing().counts().entrySet()) {
      require(counts.getValue().isClosed(), "the counts are not closed: %s", counts);
    }
  }

  private void checkOnce(FileTwin file) {
    long rows = rows(file);
    List<HistoryEntry> entries = entries(file);
    require(rows <= 1, "%s is in the table %d times", file, rows);
    require(entries.size() <= 1, "%s is in the history %d times", file, entries.size());
    require(
        rows == entries.stream().filter(entry -> !entry.isRefused()).count(),
        "%s has %d rows, the history says %s",
        file,
        rows,
        entries);
  }

  /** When nothing happens any more. */
  void checkAtRest() {
    check();
    world.files().stream().filter(FileTwin::isTold).forEach(this::checkFate);
  }

  private void checkFate(FileTwin file) {
    List<HistoryEntry> entries = entries(file);
    require(!entries.isEmpty(), "%s is lost: no message is left, and no row of the history", file);
    boolean isRefused = entries.get(0).isRefused();
    String key = file.object().key();
    long queued = world.letters().queued(key);
    long kept = world.letters().kept(key);
    if (isRefused) {
      require(
          queued >= 1 && kept == 1, "%s is refused, letters: %d sent, %d kept", file, queued, kept);
    } else {
      require(queued == 0 && kept == 0, "%s is loaded, and has a dead letter", file);
    }
    if (!file.isChanged() && !world.script().isImpatient()) {
      require(
          isRefused == (file.trait() != Trait.GOOD),
          "%s is %s, and the history says %s",
          file,
          file.trait(),
          entries);
    }
  }

  private long rows(FileTwin file) {
    return Collections.frequency(world.warehouse().table(file.pipe().target()).rows, file.id());
  }

  private List<HistoryEntry> entries(FileTwin file) {
    return world.warehouse().table(file.pipe().target()).history.stream()
        .filter(entry -> entry.fileId().equals(file.id()))
        .toList();
  }

  private static void require(boolean holds, String form, Object... parts) {
    if (!holds) {
      throw new BrokenPromiseException(form.formatted(parts));
    }
  }
}
