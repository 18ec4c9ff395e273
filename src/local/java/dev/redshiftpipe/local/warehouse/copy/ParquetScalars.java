package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * Values of Parquet that have no parts, as JSON writes them.
 *
 * @param utf8 reads their texts
 */
record ParquetScalars(Utf8 utf8) {
  private static final JsonNodeFactory NODES = ParquetJson.NODES;
  private static final long JULIAN_DAY_OF_1970 = 2_440_588;
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  JsonNode of(Group group, int field, int index) throws BadField {
    PrimitiveType type = group.getType().getType(field).asPrimitiveType();
    LogicalTypeAnnotation meant = type.getLogicalTypeAnnotation();
    if (meant instanceof DecimalLogicalTypeAnnotation decimal) {
      return NODES.numberNode(new BigDecimal(unscaled(group, field, index), decimal.getScale()));
    }
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> NODES.booleanNode(group.getBoolean(field, index));
      case FLOAT -> NODES.numberNode(group.getFloat(field, index));
      case DOUBLE -> NODES.numberNode(group.getDouble(field, index));
      case INT32 ->
          number(
              meant,
              isUnsigned(meant)
                  ? Integer.toUnsignedLong(group.getInteger(field, index))
                  : group.getInteger(field, index));
      case INT64 -> number(meant, group.getLong(field, index));
      case INT96 -> NODES.textNode(julian(group.getInt96(field, index)));
      case BINARY -> text(group.getBinary(field, index).getBytes());
      case FIXED_LEN_BYTE_ARRAY ->
          NODES.textNode(HexFormat.of().formatHex(group.getBinary(field, index).getBytes()));
    };
  }

  private JsonNode text(byte[] bytes) throws BadField {
    return NODES.textNode(utf8.text(bytes, bytes.length));
  }

  private static JsonNode number(@Nullable LogicalTypeAnnotation meant, long value) {
    if (meant instanceof DateLogicalTypeAnnotation) {
      return NODES.textNode(EpochTimes.date(value));
    }
    if (meant instanceof TimestampLogicalTypeAnnotation timestamp) {
      return NODES.textNode(EpochTimes.timestamp(micros(value, timestamp.getUnit())));
    }
    return isUnsigned(meant) && value < 0
        ? NODES.numberNode(new BigInteger(Long.toUnsignedString(value)))
        : NODES.numberNode(value);
  }

  private static boolean isUnsigned(@Nullable LogicalTypeAnnotation meant) {
    return meant instanceof IntLogicalTypeAnnotation number && !number.isSigned();
  }

  private static long micros(long value, TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> Math.multiplyExact(value, 1000L);
      case MICROS -> value;
      case NANOS -> Math.floorDiv(value, 1000L);
    };
  }

  /** Timestamps as Impala and Hive wrote them: nanoseconds of a Julian day. */
  private static String julian(Binary binary) {
    NanoTime time = NanoTime.fromBinary(binary);
    long days = time.getJulianDay() - JULIAN_DAY_OF_1970;
    return EpochTimes.timestamp(
        Math.multiplyExact(days, MICROS_PER_DAY) + time.getTimeOfDayNanos() / 1000);
  }

  private static BigInteger unscaled(Group group, int field, int index) {
    PrimitiveType type = group.getType().getType(field).asPrimitiveType();
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> BigInteger.valueOf(group.getInteger(field, index));
      case INT64 -> BigInteger.valueOf(group.getLong(field, index));
      default -> new BigInteger(group.getBinary(field, index).getBytes());
    };
  }
}
