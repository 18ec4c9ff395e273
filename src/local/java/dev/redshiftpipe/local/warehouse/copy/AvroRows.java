package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.io.InputStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of an Avro file, of which one block at a time is in memory; a record's line is its
 * number.
 */
final class AvroRows implements Rows {
  private final SourceFile file;
  private final DataFileStream<GenericRecord> records;
  private final Shredder shredder;
  private final AvroJson json;
  private long line;

  private AvroRows(
      SourceFile file,
      DataFileStream<GenericRecord> records,
      Shredder shredder,
      boolean countsTime) {
    this.file = file;
    this.records = records;
    this.shredder = shredder;
    this.json = new AvroJson(countsTime);
  }

  /**
   * @param countsTime whether timestamps stay numbers, because TIMEFORMAT says that they are
   * @throws Refusal when it is no file of Avro, or its schema is no record
   */
  static AvroRows of(SourceFile file, InputStream stream, Shredder shredder, boolean countsTime)
      throws Refusal {
    try {
      DataFileStream<GenericRecord> records =
          new DataFileStream<>(stream, new GenericDatumReader<>());
      if (records.getSchema().getType() != Schema.Type.RECORD) {
        throw invalid(file, "The Avro schema type must be record");
      }
      return new AvroRows(file, records, shredder, countsTime);
    } catch (IOException | AvroRuntimeException e) {
      throw invalid(file, "Cannot init avro reader from s3 file: " + e.getMessage());
    }
  }

  @Override
  public @Nullable Row next() throws Refusal {
    try {
      if (!records.hasNext()) {
        requireWhole();
        return null;
      }
      GenericRecord record = records.next();
      line++;
      JsonNode row = json.of(record.getSchema(), record);
      return shredder.row(row, line, row.toString());
    } catch (AvroRuntimeException e) {
      throw invalid(file, String.valueOf(e.getMessage()));
    }
  }

  /** Avro takes a block that is cut off for the end, and only says so when it is asked again. */
  private void requireWhole() throws Refusal {
    if (records.hasNext()) {
      throw invalid(file, "The file ends within a block");
    }
  }

  private static Refusal invalid(SourceFile file, String why) {
    return new Refusal("Invalid AVRO file", "XX000", why + ", key " + file.url(), 0);
  }

  @Override
  public long lines() {
    return line;
  }
}
