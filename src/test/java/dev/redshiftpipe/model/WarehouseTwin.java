package dev.redshiftpipe.model;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.LoadError;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.FoundRow;
import dev.redshiftpipe.load.HistoryEntry;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.model.Script.Trait;
import dev.redshiftpipe.pipe.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A warehouse behind the Data API. Transactions are isolated by snapshots, which is less than
 * SERIALIZABLE: nothing but lock, fence and guard keeps them apart.
 */
final class WarehouseTwin {
  private static final Set<String> OF_THE_SESSION =
      Set.of("files", "list", "guard-table", "rejected-table", "rejected-list");

  private final Map<Target, TableTwin> tables = new LinkedHashMap<>();
  private final Map<String, StatementTwin> statements = new LinkedHashMap<>();
  private final Map<String, String> idsByToken = new HashMap<>();
  private final Map<String, FileTwin> files;
  private long commits;
  private boolean isPaused;
  private boolean isDiskFull;

  /**
   * @param files by their id; what COPY finds in S3
   */
  WarehouseTwin(Map<String, FileTwin> files) {
    this.files = files;
  }

  /** The Data API refuses a call: the warehouse is paused. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** The id of the statement; that of the first call, where the token is known. */
  String submit(String token, Load load) throws RefusedException {
    if (isPaused) {
      throw new RefusedException();
    }
    return idsByToken.computeIfAbsent(
        token,
        none -> {
          String id = "s" + (statements.size() + 1);
          statements.put(id, new StatementTwin(id, load));
          return id;
        });
  }

  Answer describe(String id) {
    return statement(id).answer();
  }

  boolean isFinal(String id) {
    return statement(id).isFinal();
  }

  List<FoundRow> foundRows(String id) {
    return statement(id).found;
  }

  List<HistoryEntry> history(Batch batch) {
    Set<String> asked = batch.files().stream().map(BatchFile::fileId).collect(Collectors.toSet());
    return table(batch.target()).history.stream()
        .filter(entry -> asked.contains(entry.fileId()))
        .distinct()
        .toList();
  }

  /** Statements that have not come to their end. */
  List<StatementTwin> running() {
    return statements.values().stream().filter(statement -> !statement.isFinal()).toList();
  }

  /** How many transactions have committed. */
  long commits() {
    return commits;
  }

  boolean isBlocked(StatementTwin statement) {
    return table(statement).isBlocked(statement);
  }

  /**
   * Runs the next statement of the transaction, or its commit.
   *
   * @return what it did
   */
  String step(StatementTwin statement, Instant now) {
    if (isPaused && !statement.isStarted()) {
      statement.refused("Connection refused: the warehouse is paused");
      return "is refused";
    }
    statement.started();
    TableTwin table = table(statement);
    while (OF_THE_SESSION.contains(statement.nextRole())) {
      takeSnapshot(statement, table);
      statement.wentWell();
    }
    String role = statement.nextRole();
    if (table.isBlocked(statement)) {
      return "waits at [" + role + "]";
    }
    String error =
        switch (role) {
          case "lock" -> {
            table.lock(statement);
            yield "";
          }
          case "fence" -> fence(statement, table);
          case "guard" -> guard(statement, table);
          case "copy" -> copy(statement, table);
          case "record" -> record(statement, now);
          case "" -> {
            table.commit(statement);
            statement.committed();
            commits++;
            yield "";
          }
          default -> throw new IllegalStateException("no twin of the statement [" + role + "]");
        };
    if (!error.isEmpty()) {
      table.release(statement);
      statement.failed(error);
      return "fails at [" + role + "]: " + error;
    }
    if (role.isEmpty()) {
      return "commits, and is " + statement.answer().status();
    }
    statement.wentWell();
    return "[" + role + "]";
  }

  /** Ends a statement; its transaction is rolled back. */
  void abort(StatementTwin statement) {
    if (!statement.isFinal()) {
      table(statement).release(statement);
      statement.aborted();
    }
  }

  void cancel(String id) {
    abort(statement(id));
  }

  void togglePause() {
    isPaused = !isPaused;
  }

  void fillDisk() {
    isDiskFull = true;
  }

  /** No fault is left. */
  void mend() {
    isPaused = false;
    isDiskFull = false;
    tables.values().forEach(table -> table.isThere = true);
  }

  boolean isPaused() {
    return isPaused;
  }

  TableTwin table(Target target) {
    return tables.computeIfAbsent(target, none -> new TableTwin());
  }

  private TableTwin table(StatementTwin statement) {
    return table(statement.load().batch().target());
  }

  private StatementTwin statement(String id) {
    StatementTwin statement = statements.get(id);
    if (statement == null) {
      throw new IllegalStateException("no statement " + id);
    }
    return statement;
  }

  private static Set<String> takeSnapshot(StatementTwin statement, TableTwin table) {
    Set<String> snapshot = statement.snapshot;
    if (snapshot == null) {
      snapshot = new HashSet<>(table.known());
      statement.snapshot = snapshot;
      statement.fenceOfSnapshot = table.fence;
    }
    return snapshot;
  }

  private static String fence(StatementTwin statement, TableTwin table) {
    takeSnapshot(statement, table);
    if (statement.fenceOfSnapshot != table.fence) {
      return "ERROR: 1023 serializable isolation violation on the lock table";
    }
    table.updateFence(statement);
    return "";
  }

  private static String guard(StatementTwin statement, TableTwin table) {
    Set<String> known = takeSnapshot(statement, table);
    return statement.load().batch().among(known).isEmpty()
        ? ""
        : "ERROR: Cannot insert a NULL value into column not_seen_before";
  }

  private String copy(StatementTwin statement, TableTwin table) {
    takeSnapshot(statement, table);
    Batch batch = statement.load().batch();
    List<FileTwin> copied = new ArrayList<>();
    batch.files().forEach(file -> copied.add(file(file)));
    if (!table.isThere) {
      return "ERROR: Cannot COPY into nonexistent table t";
    }
    if (isDiskFull) {
      isDiskFull = false;
      return "ERROR: Disk Full";
    }
    if (has(copied, Trait.GONE)) {
      return "S3ServiceException: The specified key does not exist., Status 404";
    }
    if (has(copied, Trait.ODD)) {
      return "ERROR: something that nobody knows";
    }
    if (batch.purpose() == Purpose.VALIDATE) {
      statement.found =
          copied.stream()
              .filter(file -> file.trait() == Trait.BAD_ROWS)
              .map(WarehouseTwin::badRow)
              .toList();
      return "";
    }
    if (has(copied, Trait.BAD_ROWS) || has(copied, Trait.BAD_ROWS_UNNAMED)) {
      return "ERROR: Load into table 't' failed. Check 'sys_load_error_detail' for details.";
    }
    copied.forEach(file -> statement.rows.add(file.id()));
    return "";
  }

  private String record(StatementTwin statement, Instant now) {
    Batch batch = statement.load().batch();
    boolean isRefusal = batch.purpose() == Purpose.REFUSE;
    for (BatchFile file : batch.files()) {
      statement.entries.add(
          new HistoryEntry(
              file(file).id(),
              batch.id(),
              isRefusal ? "refused" : "loaded",
              file.fault().reason(),
              isRefusal ? statement.load().preparedAt() : now));
    }
    return "";
  }

  private static boolean has(List<FileTwin> copied, Trait trait) {
    return copied.stream().anyMatch(file -> file.trait() == trait);
  }

  private static FoundRow badRow(FileTwin file) {
    return new FoundRow(
        new LoadError(file.object().url(), 2, "amount", 1207, "Invalid digit"), 1, 3);
  }

  private FileTwin file(BatchFile file) {
    FileTwin twin = files.get(file.fileId());
    if (twin == null) {
      throw new IllegalStateException("no file " + file.object().url());
    }
    return twin;
  }
}
