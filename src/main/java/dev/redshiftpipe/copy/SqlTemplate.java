package dev.redshiftpipe.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code sql/}: statements with a role each and {@code :name} parameters.
 *
 * <p>A line {@code -- [role] why it stands here} precedes each statement; a statement ends with a
 * semicolon at the end of a line. Parameters are lower case.
 */
public final class SqlTemplate {
  private static final Pattern ROLE = Pattern.compile("--\\s*\\[([a-z-]+)].*");
  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z_]+)\\b");

  private final String name;
  private final List<Statement> statements = new ArrayList<>();

  /**
   * One statement.
   *
   * @param role what it is for, unique in its file, such as {@code guard}
   */
  public record Statement(String role, String sql) {}

  /**
   * @param name of the file, for messages
   */
  public SqlTemplate(String name, String text) {
    this.name = name;
    String role = "";
    StringBuilder sql = new StringBuilder();
    for (String line : text.split("\\R")) {
      var mark = ROLE.matcher(line);
      if (mark.matches()) {
        role = mark.group(1);
      } else if (!line.strip().startsWith("--") && !line.isBlank()) {
        sql.append(sql.isEmpty() ? "" : "\n").append(line.stripTrailing());
        if (line.stripTrailing().endsWith(";")) {
          sql.setLength(sql.length() - 1);
          add(role, sql.toString());
          sql.setLength(0);
          role = "";
        }
      }
    }
    if (!sql.isEmpty()) {
      throw new IllegalArgumentException(name + ": the last statement has no semicolon");
    }
  }

  /**
   * The statements with their parameters filled in; those of which nothing is left are left out.
   *
   * @throws IllegalArgumentException naming a parameter that the file has and {@code values} has
   *     not
   */
  public List<Statement> fill(Map<String, Sql> values) {
    return statements.stream()
        .map(statement -> new Statement(statement.role(), fill(statement.sql(), values)))
        .filter(statement -> !statement.sql().isBlank())
        .toList();
  }

  private void add(String role, String sql) {
    if (role.isEmpty() || statements.stream().anyMatch(other -> other.role().equals(role))) {
      throw new IllegalArgumentException(
          "%s: a statement needs a line \"-- [role]\" of its own before it: %s"
              .formatted(name, sql.lines().findFirst().orElse("")));
    }
    statements.add(new Statement(role, sql));
  }

  private String fill(String sql, Map<String, Sql> values) {
    return PARAMETER
        .matcher(sql)
        .replaceAll(
            match -> {
              Sql value = values.get(match.group(1));
              if (value == null) {
                throw new IllegalArgumentException(
                    name + ": no value for the parameter :" + match.group(1));
              }
              return Matcher.quoteReplacement(value.text());
            });
  }
}
