package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Fields for columns of type SUPER, which hold JSON. */
final class SuperValues {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private SuperValues() {}

  static String checked(String field) throws BadField {
    try {
      JSON.readTree(field);
    } catch (JsonProcessingException e) {
      throw new BadField(1224, "Invalid JSON for SUPER: " + e.getOriginalMessage());
    }
    if (field.contains("\\u0000")) {
      throw new BadField(1224, "Invalid JSON for SUPER: the stand-in holds no \\u0000");
    }
    return field;
  }
}
