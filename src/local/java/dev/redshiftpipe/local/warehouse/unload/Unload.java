package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.copy.ObjectSource;
import dev.redshiftpipe.local.warehouse.copy.ObjectStore;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.postgresql.jdbc.PgConnection;

/**
 * Executes UNLOAD within the transaction of a connection, so that it sees what the transaction did.
 * Nothing is written to S3, and nothing removed, before the query has given its last row.
 */
public final class Unload {
  private final PgConnection connection;
  private final ObjectStore objects;
  private final BooleanSupplier isCancelled;

  /**
   * @param isCancelled whether to stop, because someone asked for it or time is up
   */
  public Unload(PgConnection connection, ObjectStore objects, BooleanSupplier isCancelled) {
    this.connection = connection;
    this.objects = objects;
    this.isCancelled = isCancelled;
  }

  /**
   * Unloads; the rows of the query.
   *
   * @throws Refusal when the place is not empty, or a column does not go with the format
   * @throws SQLException of the query, whose positions {@link #position} translates
   */
  public long execute(UnloadCommand command, long queryId) throws Refusal, SQLException {
    Destination destination = new Destination(objects, command);
    try {
      destination.check();
      UnloadedQuery query = new UnloadedQuery(connection, command.query());
      List<UnloadedColumn> columns = query.columns();
      Partitioning partitioning = Partitioning.of(columns, command.options());
      requireHeld(command.options().format(), partitioning.keptColumns());
      try (UnloadedFiles files = UnloadedFiles.of(command.options(), partitioning)) {
        long rows =
            query.read(
                columns,
                row -> {
                  requireNotCancelled(queryId);
                  files.add(row);
                });
        List<WrittenFile> written = files.finish();
        destination.write(written);
        if (command.options().manifest() && !written.isEmpty()) {
          destination.write(new Manifest(command, partitioning.keptColumns()).of(written));
        }
        return rows;
      }
    } catch (ObjectSource.ObjectFailure e) {
      throw new Refusal(e.text(), "XX000", "", 0);
    } catch (IOException e) {
      throw new Refusal("S3ServiceException:" + e.getMessage(), "XX000", "", 0);
    }
  }

  /** The place in the query of one in the statement that PostgreSQL got, both from 1. */
  public static int position(UnloadCommand command, int position) {
    return command.query().originalPosition(position - UnloadedQuery.HEAD.length());
  }

  private void requireNotCancelled(long queryId) throws Refusal {
    if (isCancelled.getAsBoolean()) {
      throw new Refusal("Query (" + queryId + ") cancelled on user's request", "57014");
    }
  }

  private static void requireHeld(UnloadFormat format, List<UnloadedColumn> columns)
      throws Refusal {
    boolean isText = format == UnloadFormat.TEXT || format == UnloadFormat.CSV;
    Set<String> names = new HashSet<>();
    for (UnloadedColumn column : columns) {
      // You can only unload VARBYTE columns to text or CSV format (r_UNLOAD)
      if (!isText && column.type().equals("bytea")) {
        throw new Refusal("VARBYTE is not supported for UNLOAD to " + format.name(), "0A000");
      }
      if (!isText && !names.add(column.name())) {
        throw new Refusal(
            "duplicate column name \"" + column.name() + "\" in UNLOAD to " + format.name(),
            "42701");
      }
    }
  }
}
