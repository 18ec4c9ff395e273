package dev.redshiftpipe.setup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done about the scripts of a warehouse, given what was done before.
 *
 * <p>Scripts are applied in their order, each once. One that has been applied does not change any
 * more, and none is put before it: what a warehouse has become is what its scripts say, read from
 * the first to the last.
 */
public final class ScriptPlan {
  private final String folder;
  private final List<WarehouseScript> scripts;
  private final Map<String, ScriptEntry> applied;
  private final long last;

  /**
   * @param folder of the scripts, for messages
   * @param history in the order of its numbers
   * @throws SetupException when two scripts have a number
   */
  public ScriptPlan(String folder, List<WarehouseScript> scripts, List<ScriptEntry> history) {
    this.folder = folder;
    this.scripts =
        scripts.stream().sorted(Comparator.comparingInt(WarehouseScript::number)).toList();
    for (int i = 1; i < this.scripts.size(); i++) {
      if (this.scripts.get(i).number() == this.scripts.get(i - 1).number()) {
        throw new SetupException(
            folder,
            "%s and %s have the same number"
                .formatted(this.scripts.get(i - 1).name(), this.scripts.get(i).name()));
      }
    }
    this.applied = new LinkedHashMap<>();
    for (ScriptEntry entry : history) {
      applied.remove(entry.script());
      if (entry.isApplied()) {
        applied.put(entry.script(), entry);
      }
    }
    this.last = history.stream().mapToLong(ScriptEntry::number).max().orElse(0);
  }

  /** The number of the newest entry; 0 where there is none. */
  public long last() {
    return last;
  }

  /**
   * Scripts that are still to be applied, in their order.
   *
   * @throws SetupException when one was changed after it was applied, or stands before one that was
   *     applied
   */
  public List<WarehouseScript> toApply() {
    List<WarehouseScript> missing = new ArrayList<>();
    for (WarehouseScript script : scripts) {
      ScriptEntry entry = applied.get(script.name());
      if (entry == null) {
        missing.add(script);
        continue;
      }
      if (!entry.checksum().equals(script.checksum())) {
        throw new SetupException(
            path(script),
            "was changed after it was applied; put what is to change into a new script");
      }
      if (!missing.isEmpty()) {
        throw new SetupException(
            path(missing.getFirst()),
            "comes before %s, which was applied already; give it a higher number"
                .formatted(script.name()));
      }
    }
    return missing;
  }

  /** Scripts that were applied, in their order. */
  public List<WarehouseScript> areApplied() {
    return scripts.stream().filter(script -> applied.containsKey(script.name())).toList();
  }

  /** Scripts that were applied and are not there any more. */
  public List<String> gone() {
    return applied.keySet().stream()
        .filter(name -> scripts.stream().noneMatch(script -> script.name().equals(name)))
        .toList();
  }

  /**
   * Scripts to undo, the last first. Once one stays, all before it stay: it may rest on them.
   *
   * @param withData whether data may be lost
   */
  public List<WarehouseScript> toUndo(boolean withData) {
    List<WarehouseScript> undone = new ArrayList<>();
    for (WarehouseScript script : areApplied().reversed()) {
      if (whyStays(script, withData).isPresent()) {
        return undone;
      }
      undone.add(script);
    }
    return undone;
  }

  /** Why a script that was applied is not undone. */
  public Optional<String> whyStays(WarehouseScript script, boolean withData) {
    if (!script.canBeUndone()) {
      return Optional.of("there is no " + WarehouseScript.undoOf(script.name()));
    }
    return script.losesDataWhenUndone() && !withData
        ? Optional.of("undoing it removes data: --remove-data")
        : Optional.empty();
  }

  private String path(WarehouseScript script) {
    return folder + "/" + script.name();
  }
}
