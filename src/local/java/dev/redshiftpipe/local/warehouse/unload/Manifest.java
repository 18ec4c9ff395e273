package dev.redshiftpipe.local.warehouse.unload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The list of files that MANIFEST asks for (r_UNLOAD_command_examples, Unload VENUE with MANIFEST
 * VERBOSE). COPY wants the length of a Parquet file (loading-data-files-using-manifest), so it is
 * there without VERBOSE, too.
 */
record Manifest(UnloadCommand command, List<UnloadedColumn> columns) {
  private static final JsonMapper JSON = new JsonMapper();

  Manifest {
    columns = List.copyOf(columns);
  }

  String of(List<WrittenFile> files) {
    boolean isVerbose = command.options().verbose();
    ObjectNode manifest = JSON.createObjectNode();
    ArrayNode entries = manifest.putArray("entries");
    for (WrittenFile file : files) {
      String key = command.prefix() + file.folder() + file.name();
      ObjectNode entry = entries.addObject().put("url", "s3://" + command.bucket() + "/" + key);
      if (isVerbose || command.options().format() == UnloadFormat.PARQUET) {
        entry.putObject("meta").put("content_length", file.bytes());
      }
      if (isVerbose) {
        entry.withObject("/meta").put("record_count", file.records());
      }
    }
    if (isVerbose) {
      schema(manifest.putObject("schema").putArray("elements"));
      manifest
          .putObject("meta")
          .put("content_length", files.stream().mapToLong(WrittenFile::bytes).sum())
          .put("record_count", files.stream().mapToLong(WrittenFile::records).sum());
      manifest.putObject("author").put("name", "Amazon Redshift").put("version", "1.0.0");
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void schema(ArrayNode elements) {
    for (UnloadedColumn column : columns) {
      ObjectNode type = elements.addObject().put("name", column.name()).putObject("type");
      type.put("base", base(column.type()));
      boolean hasLength = column.type().equals("varchar") || column.type().equals("bpchar");
      if (hasLength && column.precision() > 0) {
        type.put("max_length", column.precision());
      }
      if (column.type().equals("numeric")) {
        type.put("precision", column.precision()).put("scale", column.scale());
      }
    }
  }

  private static String base(String type) {
    return switch (type) {
      case "int2" -> "smallint";
      case "int4" -> "integer";
      case "int8" -> "bigint";
      case "float4" -> "real";
      case "float8" -> "double precision";
      case "bool" -> "boolean";
      case "bpchar" -> "character";
      case "varchar", "text" -> "character varying";
      case "timestamp" -> "timestamp without time zone";
      case "timestamptz" -> "timestamp with time zone";
      case "jsonb" -> "super";
      case "bytea" -> "binary varying";
      default -> type;
    };
  }
}
