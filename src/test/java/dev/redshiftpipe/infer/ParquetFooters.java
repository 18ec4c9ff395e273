package dev.redshiftpipe.infer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.parquet.format.BsonType;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.EnumType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Float16Type;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.UUIDType;
import org.apache.parquet.format.Util;

/** Footers of Parquet files with one column c, which says what it means in one of both ways. */
final class ParquetFooters {
  private ParquetFooters() {}

  /**
   * @param meant a logical or a converted type; NONE for none
   * @param stored a physical type; FIXED for 16 bytes
   */
  static byte[] of(String meant, String stored, boolean isConverted) throws IOException {
    SchemaElement column =
        new SchemaElement("c")
            .setRepetition_type(FieldRepetitionType.OPTIONAL)
            .setType(stored.equals("FIXED") ? Type.FIXED_LEN_BYTE_ARRAY : Type.valueOf(stored));
    if (stored.equals("FIXED")) {
      column.setType_length(16);
    }
    if (isConverted) {
      column.setConverted_type(ConvertedType.valueOf(meant));
      if (meant.equals("DECIMAL")) {
        column.setPrecision(9).setScale(2);
      }
    } else if (!meant.equals("NONE")) {
      column.setLogicalType(logical(meant, stored));
    }
    ByteArrayOutputStream footer = new ByteArrayOutputStream();
    Util.writeFileMetaData(
        new FileMetaData(
            1, List.of(new SchemaElement("file").setNum_children(1), column), 0, List.of()),
        footer);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("PAR1\u0015".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(footer.toByteArray());
    file.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.size()).array());
    file.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    return file.toByteArray();
  }

  private static LogicalType logical(String name, String stored) {
    String[] parts = name.split("_");
    return switch (parts[0]) {
      case "DECIMAL" ->
          LogicalType.DECIMAL(
              stored.equals("FIXED") ? new DecimalType(10, 38) : new DecimalType(2, 9));
      case "DATE" -> LogicalType.DATE(new DateType());
      case "TIMESTAMP" -> LogicalType.TIMESTAMP(new TimestampType(true, unit(parts[1])));
      case "TIME" -> LogicalType.TIME(new TimeType(true, unit(parts[1])));
      case "UUID" -> LogicalType.UUID(new UUIDType());
      case "FLOAT16" -> LogicalType.FLOAT16(new Float16Type());
      case "INT" -> LogicalType.INTEGER(new IntType(Byte.parseByte(parts[1]), true));
      case "UINT" -> LogicalType.INTEGER(new IntType(Byte.parseByte(parts[1]), false));
      case "STRING" -> LogicalType.STRING(new StringType());
      case "ENUM" -> LogicalType.ENUM(new EnumType());
      case "JSON" -> LogicalType.JSON(new JsonType());
      case "BSON" -> LogicalType.BSON(new BsonType());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static TimeUnit unit(String name) {
    return switch (name) {
      case "MILLIS" -> TimeUnit.MILLIS(new MilliSeconds());
      case "MICROS" -> TimeUnit.MICROS(new MicroSeconds());
      default -> TimeUnit.NANOS(new NanoSeconds());
    };
  }
}
