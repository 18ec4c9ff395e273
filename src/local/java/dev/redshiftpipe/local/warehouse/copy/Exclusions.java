package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.util.Map;
import java.util.Set;

/**
 * Which options of COPY exclude each other (copy-parameters-data-format, -data-load,
 * copy-usage_notes-copy-from-columnar).
 */
final class Exclusions {
  private static final Set<String> WITH_PARQUET =
      Set.of(
          "ACCEPTINVCHARS",
          "EXPLICIT_IDS",
          "FILLRECORD",
          "MANIFEST",
          "SERIALIZETOJSON",
          "STATUPDATE");

  private static final Set<String> NOT_WITH_JSON =
      Set.of(
          "DELIMITER",
          "ESCAPE",
          "FILLRECORD",
          "IGNOREBLANKLINES",
          "NULL",
          "QUOTE",
          "READRATIO",
          "REMOVEQUOTES",
          "SERIALIZETOJSON");

  private static final Map<String, Set<String>> NOT_WITH =
      Map.of(
          "CSV",
          Set.of("ESCAPE", "REMOVEQUOTES", "SERIALIZETOJSON"),
          "FIXEDWIDTH",
          Set.of("DELIMITER", "ESCAPE", "QUOTE", "REMOVEQUOTES", "SERIALIZETOJSON"),
          "JSON",
          NOT_WITH_JSON,
          "AVRO",
          NOT_WITH_JSON,
          "",
          Set.of("SERIALIZETOJSON"));

  /** They speak of text, which an Avro file is not; the guide does not say what becomes of them. */
  private static final Set<String> UNCLEAR_WITH_AVRO = Set.of("ENCODING", "IGNOREHEADER");

  private Exclusions() {}

  static void check(GivenOptions given) throws Refusal {
    for (String option : given.values().keySet()) {
      check(given.format(), option);
    }
    if (given.has("IGNOREALLERRORS") && given.has("MAXERROR")) {
      throw new Refusal("IGNOREALLERRORS cannot be specified with MAXERROR", "42601");
    }
    if (given.format().equals("FIXEDWIDTH") && !given.value("ENCODING", "UTF8").equals("UTF8")) {
      throw new Refusal("ENCODING option is not supported for FIXEDWIDTH", "42601");
    }
  }

  private static void check(String format, String option) throws Refusal {
    // Redshift's own words, as they are met in the field
    if (format.equals("PARQUET") && !WITH_PARQUET.contains(option)) {
      throw new Refusal(option + " argument is not supported for PARQUET based COPY", "0A000");
    }
    if (format.isEmpty() && option.equals("QUOTE")) {
      throw new Refusal("QUOTE parameter is only supported with CSV", "42601");
    }
    if (format.equals("AVRO") && UNCLEAR_WITH_AVRO.contains(option)) {
      throw Refusal.standInCannot("COPY option " + option + " with AVRO");
    }
    if (NOT_WITH.getOrDefault(format, Set.of()).contains(option)) {
      String name = format.isEmpty() ? "delimited text" : format;
      throw new Refusal(option + " option is not supported for " + name, "42601");
    }
  }
}
