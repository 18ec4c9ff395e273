package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which options of UNLOAD exclude each other (r_UNLOAD). */
final class Exclusions {
  private static final Map<UnloadFormat, Set<String>> NOT_WITH =
      Map.of(
          UnloadFormat.TEXT,
          Set.of("ROWGROUPSIZE"),
          UnloadFormat.CSV,
          Set.of("ADDQUOTES", "ESCAPE", "ROWGROUPSIZE"),
          UnloadFormat.JSON,
          Set.of("DELIMITER", "HEADER", "ADDQUOTES", "ESCAPE", "NULL", "ROWGROUPSIZE"),
          UnloadFormat.PARQUET,
          Set.of("DELIMITER", "HEADER", "ADDQUOTES", "ESCAPE", "NULL", "GZIP", "BZIP2", "ZSTD"));

  private Exclusions() {}

  static void check(GivenOptions given) throws Refusal {
    for (String option : given.values().keySet()) {
      if (NOT_WITH.getOrDefault(given.format(), Set.of()).contains(option)) {
        throw new Refusal(
            option + " is not supported for UNLOAD to " + given.format().name(), "0A000");
      }
    }
    exclude(given, "ALLOWOVERWRITE", "CLEANPATH");
    exclude(given, "CREDENTIALS", "KMS_KEY_ID");
    exclude(given, "AUTO", "KMS_KEY_ID");
    if (given.has("KMS_KEY_ID") && !given.has("ENCRYPTED")) {
      throw new Refusal("KMS_KEY_ID requires the ENCRYPTED option", "42601");
    }
    boolean isServersKey = given.has("KMS_KEY_ID") || given.has("AUTO");
    if (given.format() == UnloadFormat.PARQUET && given.has("ENCRYPTED") && !isServersKey) {
      throw new Refusal("ENCRYPTED UNLOAD to PARQUET is only supported with KMS_KEY_ID", "0A000");
    }
    if (List.of("GZIP", "BZIP2", "ZSTD").stream().filter(given::has).count() > 1) {
      throw new Refusal("conflicting or redundant options", "42601");
    }
  }

  private static void exclude(GivenOptions given, String one, String other) throws Refusal {
    if (given.has(one) && given.has(other)) {
      throw new Refusal(one + " and " + other + " cannot both be specified", "42601");
    }
  }
}
