package dev.redshiftpipe.local.warehouse.unload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import dev.redshiftpipe.local.warehouse.sql.Rendered;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;

/**
 * The query of an UNLOAD, run in the session's own transaction: its columns, and its rows one by
 * one, never more than one in memory.
 */
final class UnloadedQuery {
  /** What stands before the query in both statements, so that positions in errors can be told. */
  static final String HEAD = "SELECT * FROM (";

  private static final String COPY_HEAD = "COPY          (";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private final PgConnection connection;
  private final Rendered query;

  UnloadedQuery(PgConnection connection, Rendered query) {
    this.connection = connection;
    this.query = query;
  }

  List<UnloadedColumn> columns() throws SQLException {
    List<UnloadedColumn> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery(HEAD + query.sql() + ") AS unloaded LIMIT 0")) {
        ResultSetMetaData all = rows.getMetaData();
        for (int i = 1; i <= all.getColumnCount(); i++) {
          columns.add(
              new UnloadedColumn(
                  all.getColumnLabel(i),
                  all.getColumnTypeName(i),
                  all.getPrecision(i),
                  all.getScale(i)));
        }
      }
    }
    return columns;
  }

  /** Sends all rows, with values as text prints them; their number. */
  long read(List<UnloadedColumn> columns, Rows rows) throws SQLException, IOException, Refusal {
    CopyOut out = connection.getCopyAPI().copyOut(COPY_HEAD + query.sql() + ") TO STDOUT");
    try {
      long count = 0;
      for (byte[] line = out.readFromCopy(); line != null; line = out.readFromCopy()) {
        rows.add(values(columns, line));
        count++;
      }
      return count;
    } finally {
      if (out.isActive()) {
        out.cancelCopy();
      }
    }
  }

  private static List<@Nullable String> values(List<UnloadedColumn> columns, byte[] line) {
    List<@Nullable String> texts = CopyLine.values(line);
    List<@Nullable String> values = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      values.add(value(columns.get(i), texts.get(i)));
    }
    return values;
  }

  /** SUPER prints without white space, and is null as JSON is; VARBYTE in hexadecimal. */
  private static @Nullable String value(UnloadedColumn column, @Nullable String text) {
    if (column.isSuper()) {
      return text == null ? "null" : compact(text);
    }
    if (text != null && column.type().equals("bytea")) {
      return text.substring("\\x".length());
    }
    return text;
  }

  private static String compact(String json) {
    try {
      return JSON.readTree(json).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL gave JSON that is none: " + json, e);
    }
  }

  /** Takes the rows. */
  interface Rows {
    void add(List<@Nullable String> values) throws IOException, Refusal;
  }
}
