package dev.redshiftpipe.local.warehouse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;

/** Files of Avro, written by Avro's own library. */
public final class AvroFiles {
  private AvroFiles() {}

  /** The schema of a record with these fields, written as Avro's JSON in single quotes. */
  public static Schema record(String fields) {
    String json = "{'type': 'record', 'name': 'row', 'fields': [" + fields + "]}";
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }

  public static byte[] of(Schema schema, List<Consumer<GenericData.Record>> rows) {
    return of(schema, rows, "deflate");
  }

  /**
   * @param codec as Avro names it, such as {@code snappy}
   */
  public static byte[] of(Schema schema, List<Consumer<GenericData.Record>> rows, String codec) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
      writer.setCodec(CodecFactory.fromString(codec));
      writer.create(schema, bytes);
      for (Consumer<GenericData.Record> row : rows) {
        GenericData.Record record = new GenericData.Record(schema);
        row.accept(record);
        writer.append(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
