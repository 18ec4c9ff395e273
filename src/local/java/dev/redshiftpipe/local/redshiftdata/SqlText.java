package dev.redshiftpipe.local.redshiftdata;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be told from a SQL string without understanding it: how many statements it holds, and
 * which {@code :name} parameters. Literals, quoted names, comments and dollar quotes are looked
 * through.
 */
final class SqlText {
  private static final Pattern SECOND_STATEMENT = Pattern.compile(";\\s*[^\\s;]");
  // not ::type, not array[1:2]
  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([0-9a-zA-Z_]+)");
  private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$([A-Za-z_]\\w*)?\\$");
  private static final char LITERAL = 'x';

  private final String sql;
  private final StringBuilder bare = new StringBuilder();
  private int at;

  private SqlText(String sql) {
    this.sql = sql;
    while (at < sql.length()) {
      step();
    }
  }

  static boolean holdsSeveralStatements(String sql) {
    return SECOND_STATEMENT.matcher(new SqlText(sql).bare).find();
  }

  /** The names of the parameters that the SQL refers to. */
  static Set<String> parameters(String sql) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = PARAMETER.matcher(new SqlText(sql).bare);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private void step() {
    char next = sql.charAt(at);
    if (next == '\'' || next == '"') {
      passTo(endOfQuoted(next), LITERAL);
    } else if (sql.startsWith("--", at)) {
      int end = sql.indexOf('\n', at);
      passTo(end < 0 ? sql.length() : end, ' ');
    } else if (sql.startsWith("/*", at)) {
      passTo(endOfBlockComment(), ' ');
    } else if (next == '$' && dollarQuote().lookingAt()) {
      passTo(endOfDollarQuote(), LITERAL);
    } else {
      bare.append(next);
      at++;
    }
  }

  private void passTo(int end, char replacement) {
    bare.repeat(replacement, end - at);
    at = end;
  }

  private int endOfQuoted(char quote) {
    for (int i = at + 1; i < sql.length(); i++) {
      char c = sql.charAt(i);
      // Redshift takes a backslash in a literal for an escape
      if (c == '\\' && quote == '\'') {
        i++;
      } else if (c == quote) {
        return i + 1; // a doubled quote opens the next literal at once
      }
    }
    return sql.length();
  }

  private int endOfBlockComment() {
    int depth = 0;
    for (int i = at; i < sql.length() - 1; i++) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i++;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i++;
      }
      if (depth == 0) {
        return i + 1;
      }
    }
    return sql.length();
  }

  private Matcher dollarQuote() {
    return DOLLAR_QUOTE.matcher(sql).region(at, sql.length());
  }

  private int endOfDollarQuote() {
    Matcher opening = dollarQuote();
    if (!opening.lookingAt()) {
      return at + 1;
    }
    String tag = opening.group();
    int end = sql.indexOf(tag, at + tag.length());
    return end < 0 ? sql.length() : end + tag.length();
  }
}
