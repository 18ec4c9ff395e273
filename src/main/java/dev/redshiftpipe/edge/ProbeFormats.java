package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.probe.Judge;
import dev.redshiftpipe.probe.ProbeSql;
import dev.redshiftpipe.probe.Probed;
import dev.redshiftpipe.probe.Scratch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Tries what COPY makes of files whose reading the documents leave open. */
final class ProbeFormats {
  private final Scratch scratch;
  private final ProbeCalls calls;

  ProbeFormats(Scratch scratch, ProbeCalls calls) {
    this.scratch = scratch;
    this.calls = calls;
  }

  Probed outerArray() {
    return Judge.outerArray(
        copied("outer_array", "id INT", "[{\"id\": 1}, {\"id\": 2}]", "JSON 'auto'"));
  }

  Probed avroTypes() {
    LogicalType decimal = LogicalTypes.decimal(9, 2);
    Map<String, String> values = new TreeMap<>();
    values.put("date", avro("DATE", Schema.Type.INT, LogicalTypes.date(), 19_753));
    values.put(
        "timestamp-millis",
        avro("TIMESTAMP", Schema.Type.LONG, LogicalTypes.timestampMillis(), 1_706_695_872_000L));
    values.put(
        "decimal",
        avro(
            "DECIMAL(9,2)",
            Schema.Type.BYTES,
            decimal,
            ByteBuffer.wrap(BigInteger.valueOf(1234).toByteArray())));
    return Judge.avroTypes(values);
  }

  private String avro(String column, Schema.Type type, LogicalType logical, Object value) {
    Schema schema =
        SchemaBuilder.record("probe")
            .fields()
            .name("id")
            .type(logical.addToSchema(Schema.create(type)))
            .noDefault()
            .endRecord();
    GenericRecord row = new GenericData.Record(schema);
    row.put("id", value);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> file =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
      file.create(schema, bytes);
      file.append(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String table = "avro_" + logical.getName().replace('-', '_');
    return copied(table, "id " + column, bytes.toByteArray(), "FORMAT AVRO 'auto'");
  }

  private String copied(String table, String columns, String text, String format) {
    return copied(table, columns, text.getBytes(StandardCharsets.UTF_8), format);
  }

  /** The values of the column id, a blank between two; or why the COPY failed. */
  private String copied(String table, String columns, byte[] file, String format) {
    calls.put(table, file);
    List<Statement> all = ProbeSql.copy(scratch, table, columns, format);
    Answer answer = calls.run(all.subList(0, 2));
    return answer.status() == Answer.Status.FINISHED
        ? String.join(" ", calls.rows(all.subList(2, 3)).stream().map(row -> row.get(0)).toList())
        : Judge.FAILED + answer.reason();
  }
}
