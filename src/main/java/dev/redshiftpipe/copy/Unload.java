package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An UNLOAD (developer guide, r_UNLOAD).
 *
 * @param to {@code s3://bucket/prefix}
 * @param format parquet, csv, json or text
 * @param partitionBy columns, with commas; empty for none
 * @param existing what happens to files that are there: fail, clean (CLEANPATH) or overwrite
 * @param options others, as UNLOAD has them
 */
public record Unload(
    String to, String format, String partitionBy, String existing, String options) {
  private static final List<String> FORMATS = List.of("parquet", "csv", "json", "text");
  private static final Pattern OWN =
      Pattern.compile(
          "(?i)\\b(IAM_ROLE|CREDENTIALS|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|FORMAT"
              + "|PARTITION|CLEANPATH|ALLOWOVERWRITE)\\b|;|--|/\\*");

  public Unload {
    Prefix.parse(to);
    if (!FORMATS.contains(format)) {
      throw new IllegalArgumentException("format is one of " + String.join(", ", FORMATS));
    }
    if (!List.of("fail", "clean", "overwrite").contains(existing)) {
      throw new IllegalArgumentException("existing is one of fail, clean, overwrite");
    }
    if (OWN.matcher(options.replaceAll("'(?:[^'\\\\]|''|\\\\.)*'", "''")).find()) {
      throw new IllegalArgumentException(
          "options: role, format, partitions and what happens to files are parameters of their own");
    }
  }

  /**
   * @param iamRole {@code default} or ARNs
   * @param hasParameters whether the query has parameters: these cannot be bound within the text
   *     that UNLOAD takes, so its rows are put into a temporary table first
   */
  public List<String> statements(String query, String iamRole, boolean hasParameters) {
    return hasParameters
        ? List.of(
            "CREATE TEMP TABLE unloaded AS\n" + query, statement("SELECT * FROM unloaded", iamRole))
        : List.of(statement(query, iamRole));
  }

  private String statement(String query, String iamRole) {
    StringBuilder sql =
        new StringBuilder("UNLOAD (" + Sql.literal(query).text() + ")\n")
            .append("TO " + Sql.literal(to).text() + "\n")
            .append("IAM_ROLE " + Sql.iamRole(iamRole).text());
    if (!format.equals("text")) {
      sql.append("\nFORMAT AS " + format.toUpperCase(Locale.ROOT));
    }
    if (!partitionBy.isEmpty()) {
      sql.append("\nPARTITION BY" + Sql.columns(columns()).text());
    }
    switch (existing) {
      case "clean" -> sql.append("\nCLEANPATH");
      case "overwrite" -> sql.append("\nALLOWOVERWRITE");
      default -> {
        // UNLOAD itself fails where files are
      }
    }
    return sql.append(options.isEmpty() ? "" : "\n" + options).toString();
  }

  private List<String> columns() {
    List<String> columns = Arrays.stream(partitionBy.split(",")).map(String::strip).toList();
    if (!columns.stream().allMatch(Table::isIdentifier)) {
      throw new IllegalArgumentException("partitionBy: columns, with commas between");
    }
    return columns;
  }
}
