package dev.redshiftpipe.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL that a user has written, taken apart into statements at the semicolons that end them: not at
 * those in quotes, dollar quotes and comments. A backslash in a text escapes, as Redshift has it.
 */
public final class SqlScript {
  private static final Pattern PIECE =
      Pattern.compile(
          "--[^\\n]*" // a comment to the end of the line
              + "|/\\*.*?\\*/"
              + "|'(?:[^'\\\\]++|''|\\\\.)*+'"
              + "|\"(?:[^\"]++|\"\")*+\""
              + "|\\$(\\w*)\\$.*?\\$\\1\\$"
              + "|;"
              + "|[^;'\"$/-]+"
              + "|.",
          Pattern.DOTALL);

  private static final Pattern UNQUOTED = Pattern.compile("[^;'\"$/-]");
  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([A-Za-z_]\\w*)");

  private static final Pattern OPEN = Pattern.compile("(?s)'.*|\".*|/\\*.*|\\$\\w*\\$.*");

  private SqlScript() {}

  /**
   * The statements, without comments that stand outside of them and without the semicolons.
   *
   * @throws IllegalArgumentException when a quote or a comment does not end
   */
  public static List<String> statements(String text) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    Matcher piece = PIECE.matcher(text);
    int end = 0;
    while (piece.find() && piece.start() == end) {
      String found = piece.group();
      if (found.length() == 1 && OPEN.matcher(text.substring(end)).matches()) {
        throw new IllegalArgumentException(
            "a quote or a comment does not end: " + shortened(text.substring(end)));
      }
      end = piece.end();
      boolean isComment = found.startsWith("--") || found.startsWith("/*");
      if (found.equals(";")) {
        add(statement, statements);
      } else if (!isComment || !statement.toString().isBlank()) {
        statement.append(found);
      }
    }
    add(statement, statements);
    return statements;
  }

  /**
   * The names of a statement's parameters, {@code :name}, where they are no part of a quote or a
   * comment.
   */
  public static Set<String> parameters(String statement) {
    Set<String> names = new TreeSet<>();
    Matcher piece = PIECE.matcher(statement);
    while (piece.find()) {
      if (UNQUOTED.matcher(piece.group()).lookingAt()) {
        PARAMETER.matcher(piece.group()).results().forEach(name -> names.add(name.group(1)));
      }
    }
    return names;
  }

  /**
   * A statement with values in the places of its parameters.
   *
   * @throws IllegalArgumentException naming a parameter that has no value
   */
  public static String filled(String statement, Map<String, Sql> values) {
    StringBuilder filled = new StringBuilder();
    Matcher piece = PIECE.matcher(statement);
    while (piece.find()) {
      String found = piece.group();
      filled.append(
          UNQUOTED.matcher(found).lookingAt()
              ? PARAMETER
                  .matcher(found)
                  .replaceAll(name -> Matcher.quoteReplacement(value(name.group(1), values)))
              : found);
    }
    return filled.toString();
  }

  private static String value(String name, Map<String, Sql> values) {
    Sql value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no value for :%s; there are :%s"
              .formatted(name, String.join(", :", new TreeSet<>(values.keySet()))));
    }
    return value.text();
  }

  private static void add(StringBuilder statement, List<String> statements) {
    if (!statement.toString().isBlank()) {
      statements.add(statement.toString().strip());
    }
    statement.setLength(0);
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
