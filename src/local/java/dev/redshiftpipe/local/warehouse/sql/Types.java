package dev.redshiftpipe.local.warehouse.sql;

import java.util.List;

/** Names of types that PostgreSQL spells otherwise, wherever they stand. */
final class Types {
  private Types() {}

  /**
   * Whether a type with its length stands here. Without one the names are domains (json.sql): a
   * bare word may as well be an alias.
   */
  static boolean renames(List<Token> tokens, int at) {
    boolean isSized = at + 2 < tokens.size() && tokens.get(at + 1).isSymbol("(");
    if (!isSized) {
      return false;
    }
    Token token = tokens.get(at);
    return token.isAny("VARBYTE", "VARBINARY", "NVARCHAR", "NCHAR")
        || (token.isAny("VARCHAR", "VARYING") && tokens.get(at + 2).is("MAX"));
  }

  /** Writes PostgreSQL's spelling and gives the index behind the type. */
  static int rename(List<Token> tokens, int at, List<Token> out) throws Refusal {
    Token token = tokens.get(at);
    int behind = Brackets.close(tokens, at + 1) + 1;
    if (token.isAny("VARBYTE", "VARBINARY")) {
      out.add(token.withText("varbyte"));
      return behind;
    }
    if (!token.is("VARYING")) {
      out.add(token.withText(token.is("NCHAR") ? "char" : "varchar"));
    } else {
      out.add(token);
    }
    if (tokens.get(at + 2).is("MAX")) {
      // MAX is 65535 bytes (Character types)
      out.add(Token.symbol("(65535)", token));
      return behind;
    }
    return at + 1;
  }
}
