package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one COPY has done so far. */
public final class Load {
  /** A file that was read to its end. */
  record FileRead(String url, long bytes, long lines, Instant start, Instant end) {}

  private final long queryId;
  private final int pid;
  private final String database;
  private final TargetTable table;
  private final CopyCommand command;
  private final Instant start;
  private final List<FileRead> files = new ArrayList<>();
  private final List<LoadError> errors = new ArrayList<>();
  private long rows;

  Load(
      long queryId,
      int pid,
      String database,
      TargetTable table,
      CopyCommand command,
      Instant start) {
    this.queryId = queryId;
    this.pid = pid;
    this.database = database;
    this.table = table;
    this.command = command;
    this.start = start;
  }

  void read(FileRead file) {
    files.add(file);
  }

  /**
   * Takes note of an error.
   *
   * @throws Refusal when it is one too many: the load fails when it reaches MAXERROR
   */
  void failed(LoadError error) throws Refusal {
    errors.add(error);
    if (errors.size() >= Math.max(1, command.options().maxError())) {
      throw new Refusal(
          "Load into table '"
              + table.name()
              + "' failed.  Check 'sys_load_error_detail' system table for details.",
          "XX000");
    }
  }

  void loaded(long count) {
    rows = count;
  }

  long queryId() {
    return queryId;
  }

  int pid() {
    return pid;
  }

  String database() {
    return database;
  }

  TargetTable table() {
    return table;
  }

  CopyCommand command() {
    return command;
  }

  Instant start() {
    return start;
  }

  List<FileRead> files() {
    return List.copyOf(files);
  }

  List<LoadError> errors() {
    return List.copyOf(errors);
  }

  long rows() {
    return rows;
  }
}
