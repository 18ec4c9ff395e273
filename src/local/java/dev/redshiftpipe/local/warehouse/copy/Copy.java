package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;
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
    ObjectSource from = command.options().region().map(objects::in).orElse(objects);
    boolean isDone = false;
    try (Sink sink = Sink.of(connection, table, command.options().noLoad())) {
      RowsOpener opener = RowsOpener.of(command, table.columns(), from);
      for (SourceFile file : new SourceFiles(from).of(command)) {
        load(load, file, from, opener, sink);
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

  private void load(Load load, SourceFile file, ObjectSource from, RowsOpener opener, Sink sink)
      throws IOException, SQLException, Refusal {
    Compression compression = load.command().options().compression();
    Instant start = clock.instant();
    try (CountingStream bytes = new CountingStream(from.open(file.bucket(), file.key()))) {
      try (InputStream plain = compression.unpacked(bytes);
          Rows rows = opener.open(file, plain)) {
        load(load, file, rows, sink);
        load.read(
            new Load.FileRead(file.url(), bytes.count(), rows.lines(), start, clock.instant()));
      } catch (BadField e) {
        load.failed(new LoadError(file.url(), 0, "", "", "", 0, "", "", e.code(), e.reason()));
      } catch (IOException e) {
        throw bytes.hasFailed() ? e : unreadable(file, compression, e);
      }
    }
  }

  private void load(Load load, SourceFile file, Rows rows, Sink sink)
      throws IOException, SQLException, Refusal {
    RowConversion conversion = new RowConversion(load.command(), load.table().columns());
    for (Row row = rows.next(); row != null; row = rows.next()) {
      if (isCancelled.getAsBoolean()) {
        throw new Refusal("Query (" + load.queryId() + ") cancelled on user's request", "57014");
      }
      LoadError error = conversion.send(file.url(), row, sink);
      if (error != null) {
        load.failed(error);
      }
    }
  }

  private static IOException unreadable(SourceFile file, Compression compression, IOException e)
      throws Refusal {
    if (compression != Compression.NONE) {
      throw compression.mismatch(file, e);
    }
    if (e instanceof CharacterCodingException) {
      throw new Refusal(
          "Encoding of the file is not the same as that specified in the COPY command",
          "XX000",
          "key " + file.url(),
          0);
    }
    return e;
  }
}
