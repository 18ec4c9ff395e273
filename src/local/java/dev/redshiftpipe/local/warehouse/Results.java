package dev.redshiftpipe.local.warehouse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGResultSetMetaData;

/** Makes results of what PostgreSQL answers, with Redshift's names for types. */
final class Results {
  private Results() {}

  static Result none(long queryId, long rowCount) {
    return new Result(queryId, false, List.of(), List.of(), rowCount);
  }

  /** The result of the statement that just ran. */
  static Result of(long queryId, Statement statement) throws SQLException {
    ResultSet rows = statement.getResultSet();
    return rows == null ? none(queryId, statement.getLargeUpdateCount()) : of(queryId, rows);
  }

  private static Result of(long queryId, ResultSet resultSet) throws SQLException {
    List<Result.Column> columns =
        columns(resultSet.getMetaData().unwrap(PGResultSetMetaData.class));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (resultSet.next()) {
      List<@Nullable Object> row = new ArrayList<>(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        row.add(value(resultSet, i + 1, columns.get(i).typeName()));
      }
      rows.add(Collections.unmodifiableList(row));
    }
    return new Result(queryId, true, columns, rows, rows.size());
  }

  private static List<Result.Column> columns(PGResultSetMetaData postgres) throws SQLException {
    var metadata = (java.sql.ResultSetMetaData) postgres;
    List<Result.Column> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      String type = RedshiftTypes.name(metadata.getColumnTypeName(i));
      columns.add(
          new Result.Column(
              metadata.getColumnName(i),
              metadata.getColumnLabel(i),
              type,
              metadata.isNullable(i) != java.sql.ResultSetMetaData.columnNoNulls,
              metadata.getPrecision(i),
              metadata.getScale(i),
              RedshiftTypes.isCharacter(type) ? length(metadata.getPrecision(i)) : 0,
              postgres.getBaseSchemaName(i),
              postgres.getBaseTableName(i),
              metadata.isSigned(i),
              RedshiftTypes.isCharacter(type)));
    }
    return columns;
  }

  /** PostgreSQL's text has no length; Redshift's is that of its longest string. */
  private static int length(int precision) {
    return precision <= 0 || precision > RedshiftTypes.LONGEST ? RedshiftTypes.LONGEST : precision;
  }

  private static @Nullable Object value(ResultSet rows, int index, String type)
      throws SQLException {
    Object value =
        switch (type) {
          case "int2", "int4", "int8", "oid" -> rows.getLong(index);
          case "float4", "float8" -> rows.getDouble(index);
          case "bool" -> rows.getBoolean(index);
          case "varbyte" -> rows.getBytes(index);
          case "super" -> compact(rows.getString(index));
          default -> rows.getString(index);
        };
    return rows.wasNull() ? null : value;
  }

  private static @Nullable String compact(@Nullable String json) {
    return json == null ? null : RedshiftTypes.compactJson(json);
  }
}
