package dev.redshiftpipe.local.warehouse.sql;

import java.util.List;

/** Names of types that PostgreSQL spells otherwise, wherever they stand. */
final class Types {
  private Types() {}

  static boolean renames(List<Token> tokens, int at) {
    Token token = tokens.get(at);
    boolean isSized = at + 1 < tokens.size() && tokens.get(at + 1).isSymbol("(");
    if (token.isAny("VARBYTE", "VARBINARY") || token.isAny("NVARCHAR", "NCHAR")) {
      return isSized || isType(tokens, at);
    }
    if (token.isAny("VARCHAR", "VARYING")) {
      return isSized && at + 2 < tokens.size() && tokens.get(at + 2).is("MAX");
    }
    return token.is("DATETIME") && isType(tokens, at);
  }

  /** Writes PostgreSQL's spelling and gives the index behind the type. */
  static int rename(List<Token> tokens, int at, List<Token> out) throws Refusal {
    Token token = tokens.get(at);
    boolean isSized = at + 1 < tokens.size() && tokens.get(at + 1).isSymbol("(");
    int behind = isSized ? Brackets.close(tokens, at + 1) + 1 : at + 1;
    if (token.isAny("VARBYTE", "VARBINARY")) {
      out.add(token.withText("varbyte"));
      return behind;
    }
    if (token.is("DATETIME")) {
      out.add(token.withText("timestamp"));
      return at + 1;
    }
    if (token.is("NCHAR")) {
      out.add(token.withText("char"));
    } else {
      out.add(token.is("VARYING") ? token : token.withText("varchar"));
    }
    if (isSized && tokens.get(at + 2).is("MAX")) {
      // MAX is 65535 bytes (Character types)
      out.add(Token.symbol("(65535)", token));
      return behind;
    }
    return at + 1;
  }

  private static boolean isType(List<Token> tokens, int at) {
    return at > 0 && (tokens.get(at - 1).isSymbol("::") || tokens.get(at - 1).is("AS"));
  }
}
