package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.warehouse.Result;

/** {@code ColumnMetadata} of the service model. */
final class ColumnForm {
  private ColumnForm() {}

  static ObjectNode of(Result.Column column) {
    return Json.object()
        .put("isCaseSensitive", column.caseSensitive())
        .put("isCurrency", false)
        .put("isSigned", column.signed())
        .put("label", column.label())
        .put("length", column.length())
        .put("name", column.name())
        .put("nullable", column.nullable() ? 1 : 0)
        .put("precision", column.precision())
        .put("scale", column.scale())
        .put("schemaName", column.schemaName())
        .put("tableName", column.tableName())
        .put("typeName", column.typeName());
  }
}
