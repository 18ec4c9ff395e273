package dev.redshiftpipe.local.warehouse.unload;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT96;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.JulianFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Columns and values in Parquet's types. The guide names few: a SUPER is JSON
 * (unload-super-parquet), of a TIMESTAMPTZ the zone is lost, a VARBYTE is not unloaded. That
 * timestamps are INT96 is told by users of real clusters, not by the guide; decimals are as the
 * format's own specification wants them (LogicalTypes.md, DECIMAL).
 */
final class ParquetValues {
  private static final int INT32_DIGITS = 9;
  private static final int INT64_DIGITS = 18;

  /** Bytes of 38 digits, the most that Redshift has. */
  private static final int DECIMAL_BYTES = 16;

  private static final DateTimeFormatter ZONED =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][X]")
          .toFormatter();

  private ParquetValues() {}

  static MessageType schema(List<UnloadedColumn> columns) throws Refusal {
    List<Type> types = new ArrayList<>();
    for (UnloadedColumn column : columns) {
      types.add(type(column));
    }
    return new MessageType("redshift", types);
  }

  private static Type type(UnloadedColumn column) throws Refusal {
    String name = column.name();
    return switch (column.type()) {
      case "int2", "int4" -> Types.optional(INT32).named(name);
      case "int8" -> Types.optional(INT64).named(name);
      case "float4" -> Types.optional(FLOAT).named(name);
      case "float8" -> Types.optional(DOUBLE).named(name);
      case "bool" -> Types.optional(BOOLEAN).named(name);
      case "varchar", "bpchar", "text", "name" ->
          Types.optional(BINARY).as(stringType()).named(name);
      case "jsonb" -> Types.optional(BINARY).as(jsonType()).named(name);
      case "date" -> Types.optional(INT32).as(dateType()).named(name);
      case "timestamp", "timestamptz" -> Types.optional(INT96).named(name);
      case "numeric" -> decimal(column);
      default ->
          throw Refusal.standInCannot(
              "UNLOAD of a column of type " + column.type() + " to PARQUET");
    };
  }

  private static Type decimal(UnloadedColumn column) throws Refusal {
    int precision = column.precision();
    if (precision == 0) {
      throw Refusal.standInCannot(
          "UNLOAD to PARQUET of \"" + column.name() + "\" without a CAST to DECIMAL(p, s)");
    }
    var meant = decimalType(column.scale(), precision);
    if (precision <= INT32_DIGITS) {
      return Types.optional(INT32).as(meant).named(column.name());
    }
    return precision <= INT64_DIGITS
        ? Types.optional(INT64).as(meant).named(column.name())
        : Types.optional(FIXED_LEN_BYTE_ARRAY).length(DECIMAL_BYTES).as(meant).named(column.name());
  }

  /**
   * Sets a field of a row.
   *
   * @throws Refusal of a date that is none in Parquet, for instance infinity
   */
  static void add(Group row, int field, UnloadedColumn column, String value) throws Refusal {
    try {
      switch (column.type()) {
        case "int2", "int4" -> row.add(field, Integer.parseInt(value));
        case "int8" -> row.add(field, Long.parseLong(value));
        case "float4" -> row.add(field, Float.parseFloat(value));
        case "float8" -> row.add(field, Double.parseDouble(value));
        case "bool" -> row.add(field, value.equals("t"));
        case "date" -> row.add(field, Math.toIntExact(LocalDate.parse(value).toEpochDay()));
        case "timestamp" -> row.add(field, julian(LocalDateTime.parse(value.replace(' ', 'T'))));
        case "timestamptz" -> row.add(field, julian(utc(value)));
        case "numeric" -> addDecimal(row, field, column, new BigDecimal(value));
        default -> row.add(field, Binary.fromString(value));
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw Refusal.standInCannot("UNLOAD of the value " + value + " to PARQUET");
    }
  }

  private static LocalDateTime utc(String value) {
    return OffsetDateTime.parse(value, ZONED)
        .withOffsetSameInstant(ZoneOffset.UTC)
        .toLocalDateTime();
  }

  private static NanoTime julian(LocalDateTime time) {
    long day = time.toLocalDate().getLong(JulianFields.JULIAN_DAY);
    return new NanoTime(Math.toIntExact(day), time.toLocalTime().toNanoOfDay());
  }

  private static void addDecimal(Group row, int field, UnloadedColumn column, BigDecimal value) {
    byte[] digits = value.setScale(column.scale()).unscaledValue().toByteArray();
    if (column.precision() <= INT32_DIGITS) {
      row.add(field, value.setScale(column.scale()).unscaledValue().intValueExact());
    } else if (column.precision() <= INT64_DIGITS) {
      row.add(field, value.setScale(column.scale()).unscaledValue().longValueExact());
    } else {
      byte[] padded = new byte[DECIMAL_BYTES];
      Arrays.fill(padded, (byte) (value.signum() < 0 ? -1 : 0));
      System.arraycopy(digits, 0, padded, DECIMAL_BYTES - digits.length, digits.length);
      row.add(field, Binary.fromConstantByteArray(padded));
    }
  }
}
