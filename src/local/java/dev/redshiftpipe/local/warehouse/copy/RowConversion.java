package dev.redshiftpipe.local.warehouse.copy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts rows and sends the good ones on. */
final class RowConversion {
  private final List<TargetColumn> columns;
  private final Conversions conversions;

  RowConversion(CopyCommand command, List<TargetColumn> columns) {
    this.columns = columns;
    this.conversions = new Conversions(command.options(), command.format().knowsNull());
  }

  /** Sends a row to PostgreSQL, or says why it does not load. */
  @Nullable LoadError send(String file, Row row, Sink sink) throws SQLException {
    return switch (row) {
      case Row.Broken bad ->
          new LoadError(file, bad.line(), "", "", "", 0, bad.raw(), "", bad.code(), bad.reason());
      case Row.Fields fields -> send(file, fields, sink);
      case Row.Converted converted -> {
        sink.add(converted.values());
        yield null;
      }
    };
  }

  private @Nullable LoadError send(String file, Row.Fields row, Sink sink) throws SQLException {
    List<@Nullable String> values = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      TargetColumn column = columns.get(i);
      String field = row.values().get(i);
      try {
        values.add(conversions.converted(column, field));
      } catch (BadField e) {
        return new LoadError(
            file,
            row.line(),
            column.name(),
            column.declaredType(),
            column.declaredLength(),
            row.position(i),
            row.raw(),
            field == null ? "" : field,
            e.code(),
            e.reason());
      }
    }
    sink.add(values);
    return null;
  }
}
