package dev.redshiftpipe.local.warehouse.sql;

import java.util.List;

/** What PostgreSQL would take and Redshift does not: green on the laptop, red on AWS. */
final class Lacking {
  private static final List<String[]> FORMS =
      List.of(
          new String[] {"ON", "CONFLICT"},
          new String[] {"IS", "DISTINCT", "FROM"},
          new String[] {"IS", "NOT", "DISTINCT", "FROM"},
          new String[] {"DISTINCT", "ON", "("},
          new String[] {"ARRAY", "["},
          new String[] {"FILTER", "(", "WHERE"},
          new String[] {"FOR", "UPDATE"},
          new String[] {"FOR", "SHARE"},
          new String[] {"NULLS", "NOT", "DISTINCT"});

  private Lacking() {}

  static void check(List<Token> tokens) throws Refusal {
    for (int i = 0; i < tokens.size(); i++) {
      for (String[] form : FORMS) {
        if (stands(tokens, i, form)) {
          throw Refusal.syntaxErrorAt(tokens.get(i + form.length - 1));
        }
      }
      checkWord(tokens, i);
    }
  }

  private static void checkWord(List<Token> tokens, int i) throws Refusal {
    Token token = tokens.get(i);
    boolean isQualified = i > 0 && tokens.get(i - 1).isSymbol(".");
    boolean isCall = i + 1 < tokens.size() && tokens.get(i + 1).isSymbol("(");
    if (isQualified) {
      return;
    }
    if (token.isAny("RETURNING", "LATERAL")
        || ReservedWords.isMisplaced(token)
        || isTimestampAsColumn(tokens, i)) {
      throw Refusal.syntaxErrorAt(token);
    }
    if (isCall && token.isAny("STRING_AGG", "ARRAY_AGG", "JSONB_AGG", "JSON_AGG")) {
      throw new Refusal(
          "function " + token.name() + "() does not exist", "42883", "", token.position() + 1);
    }
    if (token.is("QUALIFY")) {
      throw Refusal.standInCannot("QUALIFY");
    }
    if (isCall && token.isAny("PIVOT", "UNPIVOT")) {
      throw Refusal.standInCannot(token.text());
    }
  }

  /** TIMESTAMP is a type where a literal, a precision or a zone follows it, or a cast precedes. */
  private static boolean isTimestampAsColumn(List<Token> tokens, int i) {
    if (!tokens.get(i).is("TIMESTAMP") || i == 0) {
      return false;
    }
    Token before = tokens.get(i - 1);
    boolean beginsExpression =
        before.isSymbol(",")
            || before.isSymbol("(")
            || before.isAny("SELECT", "DISTINCT", "WHERE", "AND", "OR", "ON", "BY", "SET", "NOT");
    boolean isType =
        i + 1 < tokens.size()
            && (tokens.get(i + 1).kind() == Token.Kind.STRING
                || tokens.get(i + 1).isSymbol("(")
                || tokens.get(i + 1).isAny("WITH", "WITHOUT"));
    return beginsExpression && !isType;
  }

  private static boolean stands(List<Token> tokens, int at, String[] form) {
    if (at + form.length > tokens.size()) {
      return false;
    }
    for (int i = 0; i < form.length; i++) {
      Token token = tokens.get(at + i);
      if (!token.is(form[i]) && !token.isSymbol(form[i])) {
        return false;
      }
    }
    return true;
  }
}
