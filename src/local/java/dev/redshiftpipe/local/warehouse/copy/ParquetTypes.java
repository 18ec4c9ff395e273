package dev.redshiftpipe.local.warehouse.copy;

import java.util.Locale;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Which types of Parquet fill which columns. Spectrum converts nothing: a BIGINT wants an INT64, a
 * DECIMAL one of its own scale. Of nanoseconds Redshift makes years in the hundred thousands,
 * without an error (apache/arrow #38000; what exactly, is not known): here they are refused.
 */
final class ParquetTypes {
  private ParquetTypes() {}

  static boolean fits(TargetColumn column, Type type) {
    if (column.type().equals("super")) {
      return true;
    }
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      return false;
    }
    PrimitiveTypeName stored = type.asPrimitiveType().getPrimitiveTypeName();
    LogicalTypeAnnotation meant = type.getLogicalTypeAnnotation();
    return switch (column.type()) {
      case "int2", "int4" -> stored == PrimitiveTypeName.INT32 && isSigned(meant);
      case "int8" -> stored == PrimitiveTypeName.INT64 && isSigned(meant);
      case "float4" -> stored == PrimitiveTypeName.FLOAT;
      case "float8" -> stored == PrimitiveTypeName.DOUBLE;
      case "bool" -> stored == PrimitiveTypeName.BOOLEAN;
      case "varchar", "bpchar", "text" -> stored == PrimitiveTypeName.BINARY && isText(meant);
      case "varbyte" -> stored == PrimitiveTypeName.BINARY && meant == null;
      case "numeric" ->
          meant instanceof DecimalLogicalTypeAnnotation decimal
              && decimal.getScale() == column.scale()
              && decimal.getPrecision() <= column.precision();
      case "date" -> meant instanceof DateLogicalTypeAnnotation;
      case "timestamp", "timestamptz" ->
          stored == PrimitiveTypeName.INT96
              || (meant instanceof TimestampLogicalTypeAnnotation && !isNanos(type));
      default -> false;
    };
  }

  /** Whether a timestamp would get another year. */
  static boolean isNanos(Type type) {
    return type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp
        && timestamp.getUnit() == TimeUnit.NANOS;
  }

  /** As the table declares it. */
  static String declared(TargetColumn column) {
    return switch (column.type()) {
      case "int2" -> "SMALLINT";
      case "int4" -> "INT";
      case "int8" -> "BIGINT";
      case "float4" -> "FLOAT";
      case "float8" -> "DOUBLE";
      case "bool" -> "BOOLEAN";
      case "bpchar" -> "CHAR(" + column.length() + ")";
      case "varchar" -> "VARCHAR(" + column.length() + ")";
      case "numeric" -> "DECIMAL(" + column.precision() + ", " + column.scale() + ")";
      default -> column.type().toUpperCase(Locale.ROOT);
    };
  }

  private static boolean isSigned(@Nullable LogicalTypeAnnotation meant) {
    return meant == null || (meant instanceof IntLogicalTypeAnnotation number && number.isSigned());
  }

  private static boolean isText(@Nullable LogicalTypeAnnotation meant) {
    return meant == null
        || meant instanceof StringLogicalTypeAnnotation
        || meant instanceof EnumLogicalTypeAnnotation
        || meant instanceof JsonLogicalTypeAnnotation;
  }
}
