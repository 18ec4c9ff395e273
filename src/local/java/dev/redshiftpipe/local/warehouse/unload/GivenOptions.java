package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The options of an UNLOAD as they were written.
 *
 * @param partitions the columns of PARTITION BY
 * @param values by option, in their order; empty for options that have none
 */
record GivenOptions(UnloadFormat format, List<String> partitions, Map<String, String> values) {
  GivenOptions {
    partitions = List.copyOf(partitions);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  boolean has(String option) {
    return values.containsKey(option);
  }

  String value(String option, String otherwise) {
    return values.getOrDefault(option, otherwise);
  }

  char delimiter() throws Refusal {
    String delimiter = value("DELIMITER", format == UnloadFormat.CSV ? "," : "|");
    boolean isCharacter = delimiter.length() == 1 && delimiter.charAt(0) < 128;
    if (!isCharacter || "\n\r".contains(delimiter)) {
      throw new Refusal("DELIMITER must be a single ASCII character: " + delimiter, "22023");
    }
    return delimiter.charAt(0);
  }

  Packing packing() {
    for (Packing packing : Packing.values()) {
      if (has(packing.name())) {
        return packing;
      }
    }
    return Packing.NONE;
  }

  boolean isParallel() {
    return !List.of("OFF", "FALSE").contains(value("PARALLEL", "ON").toUpperCase(Locale.ROOT));
  }
}
