package dev.redshiftpipe.local.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What PostgreSQL's types are called in Redshift. */
final class RedshiftTypes {
  /** Bytes of the longest VARCHAR. */
  static final int LONGEST = 65535;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private RedshiftTypes() {}

  static String name(String postgres) {
    return switch (postgres) {
      case "text", "unknown", "cstring" -> "varchar";
      case "jsonb", "json", "super" -> "super";
      case "bytea", "varbyte" -> "varbyte";
      case "smallserial" -> "int2";
      case "serial" -> "int4";
      case "bigserial" -> "int8";
      default -> postgres;
    };
  }

  static boolean isCharacter(String type) {
    return type.equals("varchar") || type.equals("bpchar") || type.equals("name");
  }

  /** SUPER prints no white space, jsonb does. */
  static String compactJson(String json) {
    try {
      return JSON.readTree(json).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL gave JSON that is none: " + json, e);
    }
  }
}
