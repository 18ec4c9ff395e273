package dev.redshiftpipe.infer;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;

/**
 * The type of a column of Parquet. Newer writers say what a number means by its logical type alone,
 * older ones by its converted type alone, most by both.
 *
 * @param sql as in CREATE TABLE
 * @param doubt why COPY might not read it so; empty for nothing
 */
record ParquetType(String sql, String doubt) {
  static final int UNKNOWN_LENGTH = 65_535;

  private static final LogicalType NONE = new LogicalType();
  private static final int MOST_DIGITS = 38;

  private static final String UNSIGNED =
      "COPY refuses unsigned types that do not fit the column; write signed integers";

  static ParquetType of(SchemaElement element) {
    boolean isRepeated = element.getRepetition_type() == FieldRepetitionType.REPEATED;
    if (element.getType() == null || element.getNum_children() > 0 || isRepeated) {
      return sure("SUPER");
    }
    LogicalType meant = element.isSetLogicalType() ? element.getLogicalType() : NONE;
    if (meant.isSetDECIMAL()) {
      return decimal(meant.getDECIMAL().getPrecision(), meant.getDECIMAL().getScale());
    }
    if (element.getConverted_type() == ConvertedType.DECIMAL) {
      return decimal(element.getPrecision(), element.getScale());
    }
    return switch (element.getType()) {
      case BOOLEAN -> sure("BOOLEAN");
      case INT32 -> ofInt32(element, meant);
      case INT64 -> ofInt64(element, meant);
      case INT96 -> sure("TIMESTAMP");
      case FLOAT -> sure("REAL");
      case DOUBLE -> sure("DOUBLE PRECISION");
      case BYTE_ARRAY -> ofBytes(element, meant);
      case FIXED_LEN_BYTE_ARRAY -> ofFixed(element, meant);
    };
  }

  private static ParquetType ofInt32(SchemaElement element, LogicalType meant) {
    if (meant.isSetDATE() || is(element, ConvertedType.DATE)) {
      return sure("DATE");
    }
    if (meant.isSetTIME() || is(element, ConvertedType.TIME_MILLIS)) {
      return time("milliseconds");
    }
    if (isUnsigned(element, meant)) {
      int bits = meant.isSetINTEGER() ? meant.getINTEGER().getBitWidth() : bits(element);
      return bits < 32
          ? new ParquetType("INTEGER", "unsigned, of %d bits: %s".formatted(bits, UNSIGNED))
          : new ParquetType(
              "BIGINT",
              "unsigned, of 32 bits: what is over 2,147,483,647 is stored as a negative number; "
                  + UNSIGNED);
    }
    return sure("INTEGER");
  }

  private static ParquetType ofInt64(SchemaElement element, LogicalType meant) {
    if (meant.isSetTIMESTAMP()) {
      TimeUnit unit = meant.getTIMESTAMP().getUnit();
      return unit.isSetNANOS()
          ? new ParquetType(
              "TIMESTAMP",
              "counts nanoseconds, of which COPY is reported to make years in the hundred thousands,"
                  + " without an error; write microseconds (pyarrow: coerce_timestamps='us')")
          : sure("TIMESTAMP");
    }
    if (is(element, ConvertedType.TIMESTAMP_MILLIS)
        || is(element, ConvertedType.TIMESTAMP_MICROS)) {
      return sure("TIMESTAMP");
    }
    if (meant.isSetTIME() || is(element, ConvertedType.TIME_MICROS)) {
      return time(
          meant.isSetTIME() && meant.getTIME().getUnit().isSetNANOS()
              ? "nanoseconds"
              : "microseconds");
    }
    if (isUnsigned(element, meant)) {
      return new ParquetType(
          "BIGINT",
          "unsigned, of 64 bits: what is over 9,223,372,036,854,775,807 is stored as a negative"
              + " number; write DECIMAL(20,0), or signed integers");
    }
    return sure("BIGINT");
  }

  private static ParquetType ofBytes(SchemaElement element, LogicalType meant) {
    boolean isText =
        meant.isSetSTRING()
            || meant.isSetENUM()
            || meant.isSetJSON()
            || is(element, ConvertedType.UTF8)
            || is(element, ConvertedType.ENUM)
            || is(element, ConvertedType.JSON);
    boolean isBson = meant.isSetBSON() || is(element, ConvertedType.BSON);
    return new ParquetType(
        "VARCHAR(" + UNKNOWN_LENGTH + ")",
        isText
            ? ""
            : isBson
                ? "BSON, of which COPY makes no text; write JSON"
                : "bytes of which the schema does not say that they are text");
  }

  private static ParquetType ofFixed(SchemaElement element, LogicalType meant) {
    String type = "VARBYTE(" + element.getType_length() + ")";
    if (meant.isSetUUID()) {
      return new ParquetType(
          type, "a UUID as 16 bytes, of which COPY makes no text; write it as a string");
    }
    if (is(element, ConvertedType.INTERVAL)) {
      return new ParquetType(type, "an interval, which COPY does not read; write a number or text");
    }
    if (meant.isSetFLOAT16()) {
      return new ParquetType(type, "a float of 16 bits, which COPY does not read; write a FLOAT");
    }
    return new ParquetType(
        type, "bytes of a fixed length: COPY's guide does not say what it makes of them");
  }

  private static ParquetType decimal(int precision, int scale) {
    return precision > MOST_DIGITS
        ? new ParquetType(
            "DECIMAL(%d,%d)".formatted(MOST_DIGITS, Math.min(scale, MOST_DIGITS - 1)),
            "has %d digits, and DECIMAL 38 at most".formatted(precision))
        : sure("DECIMAL(%d,%d)".formatted(precision, scale));
  }

  private static ParquetType time(String unit) {
    return new ParquetType(
        "TIME",
        "a time of day in %s, which COPY's guide does not name; try one file, or write text"
            .formatted(unit));
  }

  private static ParquetType sure(String sql) {
    return new ParquetType(sql, "");
  }

  private static boolean is(SchemaElement element, ConvertedType type) {
    return element.getConverted_type() == type;
  }

  private static boolean isUnsigned(SchemaElement element, LogicalType meant) {
    return meant.isSetINTEGER()
        ? !meant.getINTEGER().isIsSigned()
        : element.getConverted_type() != null
            && element.getConverted_type().name().startsWith("UINT");
  }

  private static int bits(SchemaElement element) {
    return Integer.parseInt(element.getConverted_type().name().replaceAll("\\D", ""));
  }
}
