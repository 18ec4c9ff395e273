package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which format the options name, and which of them exclude each other. */
final class CopyFormats {
  /** Redshift has them, the stand-in has not. */
  static final Set<String> LATER =
      Set.of(
          "ACCEPTANYDATE",
          "AVRO",
          "BZIP2",
          "ENCRYPTED",
          "ESCAPE",
          "EXPLICIT_IDS",
          "FIXEDWIDTH",
          "IGNOREALLERRORS",
          "JOB",
          "LZOP",
          "MASTER_SYMMETRIC_KEY",
          "ORC",
          "PARQUET",
          "READRATIO",
          "REMOVEQUOTES",
          "SERIALIZETOJSON",
          "SHAPEFILE",
          "SSH",
          "ZSTD");

  private static final List<String> NOT_WITH_JSON =
      List.of("DELIMITER", "QUOTE", "FILLRECORD", "IGNOREBLANKLINES", "NULL");

  private CopyFormats() {}

  static CopyFormat of(String format, Map<String, String> values, Set<String> flags)
      throws Refusal {
    return switch (format) {
      case "CSV" ->
          new CopyFormat.Csv(
              one("DELIMITER", values.getOrDefault("DELIMITER", ",")),
              one("QUOTE", values.getOrDefault("QUOTE", "\"")));
      case "JSON" -> json(values, flags);
      default -> {
        if (values.containsKey("QUOTE")) {
          throw new Refusal("QUOTE parameter is only supported with CSV", "42601");
        }
        yield new CopyFormat.Delimited(one("DELIMITER", values.getOrDefault("DELIMITER", "|")));
      }
    };
  }

  private static CopyFormat json(Map<String, String> values, Set<String> flags) throws Refusal {
    for (String option : NOT_WITH_JSON) {
      if (values.containsKey(option) || flags.contains(option)) {
        throw new Refusal(option + " option is not supported for JSON", "42601");
      }
    }
    return switch (values.getOrDefault("JSON", "auto")) {
      case "auto" -> new CopyFormat.Json(false);
      case "auto ignorecase" -> new CopyFormat.Json(true);
      case "noshred" -> throw Refusal.standInCannot("COPY option JSON 'noshred'");
      default -> throw Refusal.standInCannot("COPY option JSON with a JSONPaths file");
    };
  }

  private static char one(String option, String text) throws Refusal {
    if (text.length() != 1 || text.charAt(0) > 127) {
      throw Refusal.standInCannot("COPY option " + option + " of other than one ASCII character");
    }
    return text.charAt(0);
  }
}
