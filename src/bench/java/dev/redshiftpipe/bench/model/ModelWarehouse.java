package dev.redshiftpipe.bench.model;

import dev.redshiftpipe.local.redshiftdata.Sessions;
import dev.redshiftpipe.local.warehouse.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A warehouse without rows. It understands what the pipe's SQL needs, and the COPY of what it is
 * compared with, and refuses everything else.
 */
public final class ModelWarehouse implements Sessions {
  private final WarehouseModel model;
  private final Ledger ledger;
  private final Set<String> missing;
  private final ToLongFunction<FileName> sizes;
  private final Semaphore copies;
  private final Map<String, Semaphore> locks = new ConcurrentHashMap<>();
  private final Set<String> histories = new ConcurrentSkipListSet<>();
  private final Map<String, String> batchOfFile = new ConcurrentHashMap<>();
  private final List<Interval> intervals = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger pids = new AtomicInteger();
  private Waits waits = Waits.NONE;
  private volatile Function<String, String> objects =
      url -> {
        throw new IllegalStateException("S3 is not there yet: " + url);
      };

  /**
   * @param missing tables that do not exist
   * @param sizes in bytes, of files that are loaded without a manifest
   */
  public ModelWarehouse(
      WarehouseModel model, Ledger ledger, Set<String> missing, ToLongFunction<FileName> sizes) {
    this.model = model;
    this.ledger = ledger;
    this.missing = Set.copyOf(missing);
    this.sizes = sizes;
    this.copies = new Semaphore(model.atOnce(), true);
  }

  /**
   * Time that a statement was in the warehouse, in milliseconds since 1970.
   *
   * @param submitted when it came
   * @param finished when it had committed
   */
  public record Interval(String table, long submitted, long finished) {}

  /**
   * Statements that found the table of their LOCK taken.
   *
   * @param time that they stood there, in all
   */
  public record Waits(int count, Duration time) {
    static final Waits NONE = new Waits(0, Duration.ZERO);

    /** Those that came after these. */
    public Waits since(Waits earlier) {
      return new Waits(count - earlier.count, time.minus(earlier.time));
    }

    Waits and(Duration one) {
      return new Waits(count + 1, time.plus(one));
    }
  }

  /** Where manifests and lists are. */
  public void reads(Function<String, String> objectsByUrl) {
    objects = objectsByUrl;
  }

  @Override
  public Session open(String database, String user) {
    return new ModelSession(this, pids.incrementAndGet());
  }

  /** Statements that loaded files, in the order of their ends. */
  public List<Interval> loads() {
    synchronized (intervals) {
      return List.copyOf(intervals);
    }
  }

  /** Statements that found the table of their LOCK taken, since the start. */
  public synchronized Waits waits() {
    return waits;
  }

  private synchronized void waited(Duration time) {
    waits = waits.and(time);
  }

  Ledger ledger() {
    return ledger;
  }

  Set<String> histories() {
    return histories;
  }

  /** The batch by which each file is in a history, by URL. */
  Map<String, String> batchOfFile() {
    return batchOfFile;
  }

  boolean isMissing(String table) {
    return missing.contains(table);
  }

  String text(String url) {
    return objects.apply(url);
  }

  long size(String url) {
    return sizes.applyAsLong(FileName.ofUrl(url));
  }

  /** Takes a table for one transaction; waits for as long as it takes. */
  Semaphore lock(String table) throws InterruptedException {
    Semaphore lock = locks.computeIfAbsent(table, name -> new Semaphore(1, true));
    if (!lock.tryAcquire()) {
      long begin = System.nanoTime();
      lock.acquire();
      waited(Duration.ofNanos(System.nanoTime() - begin));
    }
    return lock;
  }

  /** Takes the time of a COPY. */
  void copy(long bytes) throws InterruptedException {
    copies.acquire();
    try {
      Duration cost = model.cost(bytes);
      Thread.sleep(cost);
    } finally {
      copies.release();
    }
  }

  void finished(Interval load) {
    intervals.add(load);
  }
}
