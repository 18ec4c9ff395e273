package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * Executes COPY within the transaction of a connection: files in, rows to PostgreSQL as they are
 * read, never more than one row in memory. What it did, and which lines failed, is written to a
 * journal that outlives a rollback.
 */
public final class Copy {
  private final PgConnection connection;
  private final ObjectSource objects;
  private final LoadJournal journal;
  private final Clock clock;
  private final BooleanSupplier isCancelled;

  /**
   * @param isCancelled whether to stop, because someone asked for it or time is up
   */
  public Copy(
      PgConnection connection,
      ObjectSource objects,
      LoadJournal journal,
      Clock clock,
      BooleanSupplier isCancelled) {
    this.connection = connection;
    this.objects = objects;
    this.journal = journal;
    this.clock = clock;
    this.isCancelled = isCancelled;
  }

  /**
   * Loads; the rows that were loaded, 0 with NOLOAD.
   *
   * @throws Refusal when a file is missing, or as many lines fail as MAXERROR says; the transaction
   *     has to be rolled back then
   */
  public long execute(CopyCommand command, long queryId, String database)
      throws Refusal, SQLException {
    TargetTable table = TargetTable.of(connection, command);
    Load load =
        new Load(queryId, connection.getBackendPID(), database, table, command, clock.instant());
    boolean isDone = false;
    try (Sink sink = Sink.of(connection, table, command.options().noLoad())) {
      for (SourceFile file : new SourceFiles(objects).of(command)) {
        load(load, file, sink);
      }
      long rows = sink.finish();
      load.loaded(rows);
      isDone = true;
      return rows;
    } catch (ObjectSource.ObjectFailure e) {
      throw new Refusal(e.text(), "XX000", "", 0);
    } catch (IOException e) {
      throw new Refusal("S3ServiceException:" + e.getMessage(), "XX000", "", 0);
    } finally {
      journal.record(load, isDone, clock.instant());
    }
  }

  private void load(Load load, SourceFile file, Sink sink)
      throws IOException, SQLException, Refusal {
    CopyCommand command = load.command();
    Instant start = clock.instant();
    try (CountingStream bytes = new CountingStream(objects.open(file.bucket(), file.key()));
        InputStream plain = command.options().gzip() ? unzipped(bytes, file) : bytes) {
      Rows rows = rows(command, load.table().columns(), plain);
      RowConversion conversion = new RowConversion(command, load.table().columns());
      for (Row row = rows.next(); row != null; row = rows.next()) {
        if (isCancelled.getAsBoolean()) {
          throw new Refusal("Query (" + load.queryId() + ") cancelled on user's request", "57014");
        }
        LoadError error = conversion.send(file.url(), row, sink);
        if (error != null) {
          load.failed(error);
        }
      }
      load.read(new Load.FileRead(file.url(), bytes.count(), rows.lines(), start, clock.instant()));
    }
  }

  private static InputStream unzipped(InputStream stream, SourceFile file) throws Refusal {
    try {
      return new GZIPInputStream(stream, 1 << 16);
    } catch (IOException e) {
      throw new Refusal(
          "File is not in gzip format: " + file.url(), "XX000", String.valueOf(e.getMessage()), 0);
    }
  }

  private static Rows rows(CopyCommand command, List<TargetColumn> columns, InputStream stream)
      throws IOException {
    CopyOptions options = command.options();
    Frames frames = new Frames(stream, options.replaceInvalid());
    LineEnd line = new LineEnd();
    for (int i = 0; i < options.ignoreHeader(); i++) {
      Frames.@Nullable Frame header = frames.next(line);
      if (header == null) {
        break;
      }
    }
    FieldCount count = new FieldCount(columns.size(), options.fillRecord());
    return switch (command.format()) {
      case CopyFormat.Csv csv -> new CsvRows(frames, csv, count, options.ignoreBlankLines());
      case CopyFormat.Delimited text ->
          new DelimitedRows(frames, text.delimiter(), count, options.ignoreBlankLines());
      case CopyFormat.Json json -> new JsonRows(frames, columns, json.ignoresCase());
    };
  }
}
