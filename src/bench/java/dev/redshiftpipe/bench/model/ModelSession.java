package dev.redshiftpipe.bench.model;

import dev.redshiftpipe.local.warehouse.Result;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection to the model, for one transaction after the other. */
final class ModelSession implements Session {
  private static final Pattern NOTHING =
      Pattern.compile(
          "CREATE TEMP TABLE .*|CREATE SCHEMA IF NOT EXISTS .*|CREATE TABLE IF NOT EXISTS .*"
              + "|COMMENT ON .*|CREATE OR REPLACE VIEW .*|INSERT INTO redshift_pipe.lock_.*"
              + "|CREATE TABLE redshift_pipe.errors_.*");
  private static final Pattern LOCK = Pattern.compile("LOCK (\\S+)");
  private static final Pattern FENCE = Pattern.compile("UPDATE \\S+ SET batch_id = '(\\w+)'");
  private static final Pattern CREATE =
      Pattern.compile("CREATE TABLE redshift_pipe.((?:lock|history)_\\w+) .*");
  private static final Pattern COUNT = Pattern.compile("SELECT 1 / \\(CASE .* = (\\d+) THEN .*");
  private static final Pattern COPY =
      Pattern.compile("COPY (\\S+)(?: \\(.*?\\))? FROM '(.*?)' (.*)");

  private final ModelWarehouse warehouse;
  private final int pid;
  private final long submitted = System.currentTimeMillis();
  private final List<Semaphore> held = new ArrayList<>();
  private final List<String> copied = new ArrayList<>();
  private final List<String> recorded = new ArrayList<>();
  private final List<String> created = new ArrayList<>();
  private List<String> listed = List.of();
  private String batch = "";
  private String table = "";
  private boolean isTransaction;
  private volatile @Nullable Thread running;

  ModelSession(ModelWarehouse warehouse, int pid) {
    this.warehouse = warehouse;
    this.pid = pid;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public int pid() {
    return pid;
  }

  @Override
  public void begin() {
    isTransaction = true;
  }

  @Override
  public void commit() {
    long now = System.currentTimeMillis();
    warehouse.histories().addAll(created);
    recorded.forEach(url -> warehouse.batchOfFile().put(url, batch));
    copied.forEach(url -> warehouse.ledger().loaded(FileName.ofUrl(url), submitted, now));
    if (!copied.isEmpty()) {
      warehouse.finished(new ModelWarehouse.Interval(table, submitted, now));
    }
    end();
  }

  @Override
  public void rollback() {
    end();
  }

  @Override
  public Result execute(String sql, Map<String, String> parameters) throws SqlError {
    running = Thread.currentThread();
    try {
      // names are in quotes; this model has none that need them
      Result result = run(sql.strip().replaceAll("\\s+", " ").replace("\"", ""));
      if (!isTransaction) {
        commit();
      }
      return result;
    } catch (InterruptedException e) {
      throw new SqlError("ERROR: Query cancelled on user's request", "57014");
    } finally {
      running = null;
    }
  }

  @Override
  public void cancel() {
    Thread thread = running;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public void close() {
    end();
  }

  private void end() {
    held.forEach(Semaphore::release);
    List.of(held, copied, recorded, created).forEach(List::clear);
    isTransaction = false;
  }

  private Result run(String sql) throws SqlError, InterruptedException {
    Matcher lock = LOCK.matcher(sql);
    if (lock.matches()) {
      held.add(warehouse.lock(lock.group(1)));
      return Rows.NONE;
    }
    Matcher fence = FENCE.matcher(sql);
    if (fence.matches()) {
      batch = fence.group(1);
      return Rows.NONE;
    }
    Matcher copy = COPY.matcher(sql);
    if (copy.matches()) {
      copy(copy.group(1), copy.group(2), copy.group(3));
      return Rows.NONE;
    }
    if (sql.startsWith("INSERT INTO guard")) {
      guard();
      return Rows.NONE;
    }
    if (sql.startsWith("INSERT INTO redshift_pipe.history_")) {
      recorded.addAll(listed);
      return Rows.NONE;
    }
    if (sql.startsWith("SELECT history.file_id")) {
      return Rows.known(listed, warehouse.batchOfFile());
    }
    return catalogue(sql);
  }

  /** The pipe's own tables. */
  private Result catalogue(String sql) throws SqlError {
    if (sql.startsWith("SELECT tablename FROM pg_tables")) {
      return Rows.names(warehouse.histories());
    }
    Matcher count = COUNT.matcher(sql);
    if (count.matches()) {
      if (Integer.parseInt(count.group(1)) != warehouse.histories().size()) {
        throw new SqlError("ERROR: division by zero", "22012");
      }
      return Rows.NONE;
    }
    Matcher create = CREATE.matcher(sql);
    if (create.matches()) {
      String name = create.group(1);
      if (warehouse.histories().contains(name)) {
        throw new SqlError("ERROR: Relation \"" + name + "\" already exists", "42P07");
      }
      if (name.startsWith("history_")) {
        created.add(name);
      }
      return Rows.NONE;
    }
    if (NOTHING.matcher(sql).matches()) {
      return Rows.NONE;
    }
    throw new SqlError("ERROR: the model does not understand: " + sql, "0A000");
  }

  private void copy(String into, String url, String options) throws SqlError, InterruptedException {
    if (into.equals("batch_files")) {
      String text = warehouse.text(url);
      warehouse.copy(text.length());
      listed = Lists.ofFiles(text);
      return;
    }
    String name = into.substring(into.indexOf('.') + 1);
    if (warehouse.isMissing(name)) {
      throw new SqlError("ERROR: Cannot COPY into nonexistent table " + name, "42P01");
    }
    held.add(warehouse.lock("rows of " + name));
    Lists.Manifest files =
        options.contains("MANIFEST")
            ? Lists.ofManifest(warehouse.text(url), warehouse::size)
            : new Lists.Manifest(List.of(url), warehouse.size(url));
    warehouse.copy(files.bytes());
    table = name;
    copied.addAll(files.urls());
  }

  private void guard() throws SqlError {
    if (listed.stream().anyMatch(warehouse.batchOfFile()::containsKey)) {
      throw new SqlError("ERROR: Cannot insert a NULL value into column not_seen_before", "23502");
    }
  }
}
