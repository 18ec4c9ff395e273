package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Which format the options name. */
final class CopyFormats {
  private static final String WIDTH = "\\s*[^:]+:\\s*[1-9]\\d{0,6}\\s*";

  private CopyFormats() {}

  static CopyFormat of(GivenOptions given) throws Refusal {
    return switch (given.format()) {
      case "CSV" ->
          new CopyFormat.Csv(delimiter(given, ","), one("QUOTE", given.value("QUOTE", "\"")));
      case "FIXEDWIDTH" -> new CopyFormat.FixedWidth(widths(given.value("FORMAT", "")));
      case "JSON" -> new CopyFormat.Json(mapping(given));
      case "AVRO" -> new CopyFormat.Avro(mapping(given));
      case "PARQUET" -> new CopyFormat.Parquet(given.has("SERIALIZETOJSON"));
      default ->
          new CopyFormat.Delimited(
              delimiter(given, "|"), given.has("ESCAPE"), given.has("REMOVEQUOTES"));
    };
  }

  private static Mapping mapping(GivenOptions given) throws Refusal {
    String option = given.value("FORMAT", "auto");
    return switch (option) {
      case "auto" -> new Mapping.ByName(false);
      case "auto ignorecase" -> new Mapping.ByName(true);
      case "noshred" -> new Mapping.Whole();
      default -> {
        if (!option.startsWith("s3://")) {
          throw new Refusal("Invalid " + given.format() + " option: " + option, "22023");
        }
        yield new Mapping.ByPaths(option);
      }
    };
  }

  /** The labels say nothing: pairs stand in the order of the columns (copy-fixedwidth). */
  private static List<Integer> widths(String specification) throws Refusal {
    List<Integer> widths = new ArrayList<>();
    for (String pair : specification.split(",", -1)) {
      if (!pair.matches(WIDTH)) {
        throw new Refusal("Invalid fixedwidth specification: " + specification, "22023");
      }
      widths.add(Integer.valueOf(pair.substring(pair.indexOf(':') + 1).strip()));
    }
    return widths;
  }

  private static String delimiter(GivenOptions given, String otherwise) throws Refusal {
    String delimiter = given.value("DELIMITER", otherwise);
    if (delimiter.isEmpty() || delimiter.indexOf('\n') >= 0 || delimiter.indexOf('\r') >= 0) {
      throw new Refusal("Invalid value for DELIMITER: " + delimiter, "22023");
    }
    return delimiter;
  }

  private static char one(String option, String text) throws Refusal {
    if (text.length() != 1 || text.charAt(0) > 127) {
      throw Refusal.standInCannot("COPY option " + option + " of other than one ASCII character");
    }
    return text.charAt(0);
  }
}
