package dev.redshiftpipe.bench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of every file, in milliseconds since 1970. A million files take some 20 MB. */
public final class Ledger {
  private final Map<String, OfTable> tables = new ConcurrentHashMap<>();
  private final AtomicInteger loaded = new AtomicInteger();
  private final AtomicInteger twice = new AtomicInteger();

  /** Files of one table. */
  private static final class OfTable {
    private final Growing landed = new Growing();
    private final Growing submitted = new Growing();
    private final Growing visible = new Growing();
  }

  /**
   * A file that was loaded.
   *
   * @param submitted when its statement reached the warehouse
   * @param visible when that had committed
   */
  public record Loaded(FileName file, long landed, long submitted, long visible) {
    public double seconds() {
      return (visible - landed) / 1000.0;
    }
  }

  /** It is told of now. */
  public void landed(FileName file, long now) {
    of(file).landed.set(file.number(), now);
  }

  void loaded(FileName file, long submitted, long now) {
    OfTable table = of(file);
    if (table.visible.get(file.number()) != 0) {
      twice.incrementAndGet();
      return;
    }
    table.submitted.set(file.number(), submitted);
    table.visible.set(file.number(), now);
    loaded.incrementAndGet();
  }

  public boolean isLoaded(FileName file) {
    return of(file).visible.get(file.number()) != 0;
  }

  /** How many files took effect. */
  public int loaded() {
    return loaded.get();
  }

  /** How often a file took effect that had before: must be 0. */
  public int twice() {
    return twice.get();
  }

  /** All of a table that were loaded. */
  public List<Loaded> loadedInto(String table) {
    OfTable files = tables.get(table);
    List<Loaded> all = new ArrayList<>();
    for (int number = 0; files != null && number < files.visible.size(); number++) {
      long visible = files.visible.get(number);
      if (visible != 0) {
        long landed = files.landed.get(number);
        long submitted = files.submitted.get(number);
        all.add(new Loaded(new FileName(table, number), landed, submitted, visible));
      }
    }
    return all;
  }

  /** All that were loaded. */
  public List<Loaded> allLoaded() {
    return tables.keySet().stream().sorted().flatMap(table -> loadedInto(table).stream()).toList();
  }

  private OfTable of(FileName file) {
    return tables.computeIfAbsent(file.table(), table -> new OfTable());
  }
}
