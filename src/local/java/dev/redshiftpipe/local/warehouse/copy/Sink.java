package dev.redshiftpipe.local.warehouse.copy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.jdbc.PgConnection;

/** Rows on their way into PostgreSQL's own COPY, in its text format. */
final class Sink implements AutoCloseable {
  private static final int FLUSH = 1 << 16;

  private final @Nullable CopyIn copy;

  /** What no value looks like: of those every backslash is doubled. */
  private static final String GENERATED = "\\D";

  private final List<TargetColumn> columns;
  private final StringBuilder pending = new StringBuilder();

  private Sink(@Nullable CopyIn copy, List<TargetColumn> columns) {
    this.copy = copy;
    this.columns = columns;
  }

  /**
   * @param discards whether rows are only counted as converted, for NOLOAD
   */
  static Sink of(PgConnection connection, TargetTable table, boolean discards) throws SQLException {
    if (discards) {
      return new Sink(null, table.columns());
    }
    String sql =
        "COPY %s (%s) FROM STDIN%s"
            .formatted(
                table.sql().sql(),
                table.columnList(),
                table.columns().stream().anyMatch(TargetColumn::isNumbered)
                    ? " (DEFAULT E'\\" + GENERATED + "')"
                    : "");
    return new Sink(connection.getCopyAPI().copyIn(sql), table.columns());
  }

  void add(List<@Nullable String> values) throws SQLException {
    if (copy == null) {
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        pending.append('\t');
      }
      if (values.get(i) == null && columns.get(i).isNumbered()) {
        pending.append(GENERATED);
      } else {
        append(values.get(i));
      }
    }
    pending.append('\n');
    if (pending.length() > FLUSH) {
      flush();
    }
  }

  private void append(@Nullable String value) {
    if (value == null) {
      pending.append("\\N");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> pending.append("\\\\");
        case '\n' -> pending.append("\\n");
        case '\r' -> pending.append("\\r");
        case '\t' -> pending.append("\\t");
        default -> pending.append(c);
      }
    }
  }

  private void flush() throws SQLException {
    if (copy != null && !pending.isEmpty()) {
      byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
      copy.writeToCopy(bytes, 0, bytes.length);
      pending.setLength(0);
    }
  }

  /** Ends the COPY and gives the rows that PostgreSQL took. */
  long finish() throws SQLException {
    flush();
    return copy == null ? 0 : copy.endCopy();
  }

  /** Gives up what was not finished; PostgreSQL's transaction has failed then. */
  @Override
  public void close() throws SQLException {
    if (copy != null && copy.isActive()) {
      copy.cancelCopy();
    }
  }
}
