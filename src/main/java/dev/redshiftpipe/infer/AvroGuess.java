package dev.redshiftpipe.infer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Avro, which has its schema in front. */
final class AvroGuess {
  private static final int UNKNOWN_LENGTH = 65_535;

  private final List<Sample> samples;
  private final List<String> findings = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();

  AvroGuess(List<Sample> samples) {
    this.samples = samples;
  }

  Guess guess() {
    List<Schema> schemas = samples.stream().map(AvroGuess::schema).distinct().toList();
    Map<String, Schema> fields = new LinkedHashMap<>();
    for (Schema schema : schemas) {
      for (Schema.Field field : schema.getFields()) {
        Schema known = fields.putIfAbsent(field.name(), field.schema());
        if (known != null && !type(known).equals(type(field.schema()))) {
          doubts.add(
              "%s: is %s in one schema and %s in another"
                  .formatted(field.name(), type(known), type(field.schema())));
        }
      }
    }
    for (String name : fields.keySet()) {
      if (schemas.stream().anyMatch(schema -> schema.getField(name) == null)) {
        findings.add("field " + name + " is missing in some samples; there it becomes NULL");
      }
    }
    findings.add(
        schemas.size() == 1
            ? "all samples have one Avro schema, " + schemas.get(0).getFullName()
            : "the samples have " + schemas.size() + " Avro schemas");
    ColumnNames names = new ColumnNames();
    List<Column> columns = new ArrayList<>();
    fields.forEach(
        (name, schema) -> {
          String type = type(schema);
          boolean isOpen = type.endsWith("(" + UNKNOWN_LENGTH + ")");
          columns.add(
              new Column(name, names.of(name), type, isOpen ? "the schema says no length" : ""));
        });
    return NamedColumns.guess("avro", timeFormat(columns), columns, findings, doubts);
  }

  /** Avro counts its times; COPY must be told in what. */
  private String timeFormat(List<Column> columns) {
    if (columns.stream().anyMatch(one -> one.type().startsWith("TIMESTAMP"))) {
      doubts.add(
          "how COPY reads Avro's timestamps is not documented: try one file, with TIMEFORMAT"
              + " 'epochmillisecs' where they are milliseconds");
    }
    return "";
  }

  private static Schema schema(Sample sample) {
    try (DataFileStream<GenericRecord> file =
        new DataFileStream<>(
            new ByteArrayInputStream(sample.bytes()), new GenericDatumReader<>())) {
      Schema schema = file.getSchema();
      if (schema.getType() != Schema.Type.RECORD) {
        throw new InferException(
            sample.name() + " is Avro of " + schema.getType() + ", not of records");
      }
      return schema;
    } catch (IOException | AvroRuntimeException e) {
      throw new InferException(
          sample.name() + ": its Avro header cannot be read: " + e.getMessage());
    }
  }

  private static String type(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    String name = logical == null ? "" : logical.getName();
    return switch (schema.getType()) {
      case UNION -> union(schema);
      case BOOLEAN -> "BOOLEAN";
      case INT -> name.equals("date") ? "DATE" : name.equals("time-millis") ? "TIME" : "INTEGER";
      case LONG ->
          name.contains("timestamp") ? "TIMESTAMP" : name.equals("time-micros") ? "TIME" : "BIGINT";
      case FLOAT -> "REAL";
      case DOUBLE -> "DOUBLE PRECISION";
      case STRING -> name.equals("uuid") ? "VARCHAR(36)" : "VARCHAR(" + UNKNOWN_LENGTH + ")";
      case ENUM ->
          TextTypes.text(schema.getEnumSymbols().stream().mapToInt(String::length).max().orElse(0));
      case BYTES, FIXED ->
          logical instanceof LogicalTypes.Decimal decimal
              ? "DECIMAL(%d,%d)".formatted(decimal.getPrecision(), decimal.getScale())
              : "VARCHAR(" + UNKNOWN_LENGTH + ")";
      case RECORD, ARRAY, MAP -> "SUPER";
      case NULL -> "VARCHAR(" + UNKNOWN_LENGTH + ")";
    };
  }

  private static String union(Schema schema) {
    List<String> types =
        schema.getTypes().stream()
            .filter(one -> one.getType() != Schema.Type.NULL)
            .map(AvroGuess::type)
            .distinct()
            .toList();
    return types.size() == 1 ? types.get(0) : "SUPER";
  }
}
