package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites what stands in any expression: functions, types, and the clauses that are spelled apart.
 */
final class Expressions {
  private final List<Token> tokens;
  private final List<Token> out = new ArrayList<>();
  private int at;

  private Expressions(List<Token> tokens) {
    this.tokens = tokens;
  }

  static List<Token> rewritten(List<Token> tokens) throws Refusal {
    Lacking.check(tokens);
    return new Expressions(Tops.rewritten(tokens)).rewritten();
  }

  private List<Token> rewritten() throws Refusal {
    while (at < tokens.size()) {
      step();
    }
    return out;
  }

  private void step() throws Refusal {
    Token token = tokens.get(at);
    boolean isQualified = at > 0 && tokens.get(at - 1).isSymbol(".");
    if (token.kind() != Token.Kind.WORD || isQualified) {
      keep();
    } else if (token.is("PG_ATTRDEF")) {
      out.add(token.withText("pg_redshift.pg_attrdef")); // with adsrc, which PostgreSQL has no more
      at++;
    } else if (token.is("SYSDATE") && !follows("(")) {
      out.add(token.withText("sysdate"));
      out.add(Token.symbol("(", token));
      out.add(Token.symbol(")", token));
      at++;
    } else if (token.is("MINUS") && at + 1 < tokens.size() && startsQuery(tokens.get(at + 1))) {
      out.add(token.withText("EXCEPT"));
      at++;
    } else if (token.is("APPROXIMATE") && followsWord("COUNT")) {
      at++;
    } else if (Types.renames(tokens, at)) {
      at = Types.rename(tokens, at, out);
    } else if (follows("(") && Functions.knows(token)) {
      call(token);
    } else {
      keep();
    }
  }

  private void call(Token name) throws Refusal {
    int close = Brackets.close(tokens, at + 1);
    List<List<Token>> arguments = new ArrayList<>();
    for (List<Token> argument : Brackets.parts(tokens.subList(at + 2, close))) {
      arguments.add(new Expressions(argument).rewritten());
    }
    at = close + 1;
    if (name.is("LISTAGG")) {
      out.addAll(Functions.listagg(name, arguments, order()));
    } else {
      out.addAll(Functions.call(name, arguments));
    }
  }

  /** The ORDER BY of WITHIN GROUP (…), if it comes next. */
  private List<Token> order() throws Refusal {
    if (!followsWordAt(at, "WITHIN") || !followsWordAt(at + 1, "GROUP")) {
      return List.of();
    }
    int close = Brackets.close(tokens, at + 2);
    List<Token> order = new Expressions(tokens.subList(at + 3, close)).rewritten();
    at = close + 1;
    return order;
  }

  private void keep() {
    out.add(tokens.get(at));
    at++;
  }

  private boolean follows(String symbol) {
    return at + 1 < tokens.size() && tokens.get(at + 1).isSymbol(symbol);
  }

  private boolean followsWord(String word) {
    return followsWordAt(at + 1, word);
  }

  private boolean followsWordAt(int index, String word) {
    return index < tokens.size() && tokens.get(index).is(word);
  }

  private static boolean startsQuery(Token token) {
    return token.isAny("SELECT", "ALL", "DISTINCT", "WITH") || token.isSymbol("(");
  }
}
