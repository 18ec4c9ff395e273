package dev.redshiftpipe.local.warehouse.sql;

import java.util.List;
import java.util.TreeMap;

/** SQL for PostgreSQL that knows which place of the original statement each of its places is. */
public final class Rendered {
  private final StringBuilder sql = new StringBuilder();
  private final TreeMap<Integer, Integer> origins = new TreeMap<>();

  private Rendered() {}

  static Rendered of(List<Token> tokens) {
    Rendered rendered = new Rendered();
    tokens.forEach(rendered::append);
    return rendered;
  }

  private void append(Token token) {
    if (token.spaced() && !sql.isEmpty()) {
      sql.append(' ');
    }
    origins.put(sql.length(), token.position());
    boolean needsQuotes = token.kind() == Token.Kind.QUOTED_NAME || token.text().startsWith("#");
    sql.append(needsQuotes ? quoted(token.name()) : token.text());
  }

  public String sql() {
    return sql.toString();
  }

  /**
   * The place in the statement as the user wrote it.
   *
   * @param position in {@link #sql}, from 1
   */
  public int originalPosition(int position) {
    var origin = origins.floorEntry(position - 1);
    return origin == null ? position : origin.getValue() + 1;
  }

  /** A name in double quotes. */
  public static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
