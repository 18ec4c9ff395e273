package dev.redshiftpipe.infer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Avro, which has its schema in front. */
final class AvroGuess {
  private static final int UNKNOWN_LENGTH = 65_535;
  private static final Set<String> COPYS_CODECS = Set.of("null", "deflate", "snappy");
  private static final String TRY = "try one file, or write text";

  private final List<Sample> samples;
  private final List<String> findings = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();

  AvroGuess(List<Sample> samples) {
    this.samples = samples;
  }

  Guess guess() {
    List<Schema> schemas = samples.stream().map(this::schema).distinct().toList();
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
          String column = names.of(name);
          columns.add(new Column(name, column, type, isOpen ? "the schema says no length" : ""));
          if (!doubt(schema).isEmpty()) {
            doubts.add(column + ": " + doubt(schema));
          }
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

  private Schema schema(Sample sample) {
    AvroHeader header;
    try {
      header = AvroHeader.of(sample.bytes());
    } catch (IOException | AvroRuntimeException e) {
      throw new InferException(
          sample.name() + ": its Avro header cannot be read: " + e.getMessage());
    }
    if (header.schema().getType() != Schema.Type.RECORD) {
      throw new InferException(
          sample.name() + " is Avro of " + header.schema().getType() + ", not of records");
    }
    if (!COPYS_CODECS.contains(header.codec())) {
      doubts.add(
          "blocks are compressed with %s, of which COPY's guide says nothing; it names deflate and snappy"
              .formatted(header.codec()));
    }
    return header.schema();
  }

  /** What COPY's guide does not say of a type. */
  private static String doubt(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      return schema.getTypes().stream()
          .map(AvroGuess::doubt)
          .filter(doubt -> !doubt.isEmpty())
          .findFirst()
          .orElse("");
    }
    LogicalType logical = schema.getLogicalType();
    String name = logical == null ? "" : logical.getName();
    return switch (name) {
      // databricks/spark-redshift, issues 39 and 96
      case "date", "time-millis", "time-micros" ->
          "COPY's guide does not say that it reads Avro's " + name + ", which is a number; " + TRY;
      case "decimal" ->
          "COPY's guide does not say that it reads Avro's decimal, which is bytes; " + TRY;
      case "duration" -> "COPY does not read Avro's duration; write a number";
      default -> "";
    };
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
