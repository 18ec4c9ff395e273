package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of a COPY as they were written.
 *
 * @param format CSV, JSON, …; empty for delimited text
 * @param values by option, in their order; empty for options that have none
 */
record GivenOptions(String format, Map<String, String> values) {
  GivenOptions {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  boolean has(String option) {
    return values.containsKey(option);
  }

  String value(String option, String otherwise) {
    return values.getOrDefault(option, otherwise);
  }

  /**
   * @throws Refusal when it is no number from 0 to this
   */
  int number(String option, int most) throws Refusal {
    String text = value(option, "0");
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > most) {
      throw new Refusal("Invalid value for " + option + ": " + text, "22023");
    }
    return Integer.parseInt(text);
  }

  static Refusal conflict() {
    return new Refusal("conflicting or redundant options", "42601");
  }
}
