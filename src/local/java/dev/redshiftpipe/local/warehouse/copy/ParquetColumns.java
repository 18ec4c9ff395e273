package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * The columns that Parquet files fill, by their position (copy-usage_notes-copy-from-columnar).
 *
 * @param fills whether columns missing at the end are NULL (FILLRECORD)
 */
record ParquetColumns(List<TargetColumn> columns, boolean fills, ParquetJson json) {
  /** The longest string in a SUPER. */
  private static final int LONGEST_STRING = 65_535;

  private static final String NANOS =
      " (Redshift takes nanoseconds for a later year, without an error; write microseconds)";

  ParquetColumns {
    columns = List.copyOf(columns);
  }

  /**
   * @throws Refusal when a SUPER is to be filled and SERIALIZETOJSON is not given
   */
  static ParquetColumns of(
      List<TargetColumn> columns, CopyFormat.Parquet format, CopyOptions options) throws Refusal {
    boolean hasSuper = columns.stream().anyMatch(column -> column.type().equals("super"));
    if (hasSuper && !format.serializesToJson()) {
      throw new Refusal("SUPER column in COPY query requires SERIALIZETOJSON option", "0A000");
    }
    ParquetJson json = new ParquetJson(new ParquetScalars(options.utf8()));
    return new ParquetColumns(columns, options.fillRecord(), json);
  }

  /**
   * @throws Refusal when the file has other columns than the table
   */
  void check(SourceFile file, MessageType schema) throws Refusal {
    int found = schema.getFieldCount();
    if (found > columns.size() || (found < columns.size() && !fills)) {
      throw SpectrumError.scan(
          "Unmatched number of columns between table and file. Table columns: %d, Data columns: %d,"
                  .formatted(columns.size(), found)
              + " File name: "
              + SpectrumError.url(file));
    }
    for (int i = 0; i < found; i++) {
      Type type = schema.getType(i);
      TargetColumn column = columns.get(i);
      if (!ParquetTypes.fits(column, type)) {
        throw SpectrumError.scan(
            "File '%s' has an incompatible Parquet schema for column '%s.%s'. Column type: %s, Parquet schema:\n%s"
                    .formatted(
                        SpectrumError.url(file),
                        file.url(),
                        column.name(),
                        ParquetTypes.declared(column),
                        type)
                + (ParquetTypes.isNanos(type) ? NANOS : ""));
      }
    }
  }

  /**
   * @throws Refusal when a text is too long, or is none
   */
  List<@Nullable String> values(SourceFile file, Group record) throws Refusal {
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      TargetColumn column = columns.get(i);
      boolean isThere = i < record.getType().getFieldCount();
      values.add(isThere ? value(file, record, i, column) : null);
    }
    return values;
  }

  private @Nullable String value(SourceFile file, Group record, int field, TargetColumn column)
      throws Refusal {
    if (column.type().equals("varbyte")) {
      return record.getFieldRepetitionCount(field) == 0
          ? null
          : "\\x" + HexFormat.of().formatHex(record.getBinary(field, 0).getBytes());
    }
    JsonNode value;
    try {
      value = json.field(record, field);
    } catch (BadField e) {
      throw SpectrumError.scan(e.reason() + " File name: " + SpectrumError.url(file));
    }
    if (value.isNull()) {
      return null;
    }
    if (column.type().equals("super") && isJson(record.getType().getType(field))) {
      return json(file, value.asText());
    }
    if (value.isTextual()) {
      requireLength(file, column, value.asText());
    }
    return switch (column.type()) {
      case "super" -> value.toString();
      case "timestamptz" -> value.asText() + "+00";
      case "numeric" -> value.decimalValue().toPlainString();
      default -> value.asText();
    };
  }

  /** As UNLOAD writes a SUPER (unload-super-parquet). */
  private static boolean isJson(Type type) {
    return type.isPrimitive()
        && type.getLogicalTypeAnnotation() instanceof JsonLogicalTypeAnnotation;
  }

  private static String json(SourceFile file, String text) throws Refusal {
    try {
      return SuperValues.checked(text);
    } catch (BadField e) {
      throw SpectrumError.scan(e.reason() + " File name: " + SpectrumError.url(file));
    }
  }

  private static void requireLength(SourceFile file, TargetColumn column, String text)
      throws Refusal {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (column.type().equals("super") && length > LONGEST_STRING) {
      throw SpectrumError.of(
          "String value exceeds the max size of " + LONGEST_STRING + " bytes",
          1224,
          "File name: " + SpectrumError.url(file));
    }
    if (column.isCharacter() && column.length() > 0 && length > column.length()) {
      throw SpectrumError.scan(
          "The length of the data column %s is longer than the length defined in the table."
                  .formatted(column.name())
              + " Table: %d, Data: %d, File name: %s"
                  .formatted(column.length(), length, SpectrumError.url(file)));
    }
  }
}
