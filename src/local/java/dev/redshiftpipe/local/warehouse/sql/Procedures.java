package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/** CREATE PROCEDURE and CREATE FUNCTION, their bodies included. */
final class Procedures {
  private Procedures() {}

  static List<Token> rewritten(List<Token> tokens) throws Refusal {
    List<Token> out = new ArrayList<>();
    for (Token token : Expressions.rewritten(tokens)) {
      if (token.is("NONATOMIC")) {
        throw Refusal.standInCannot("NONATOMIC procedures");
      }
      out.add(token.text().startsWith("$") && token.text().length() > 3 ? body(token) : token);
    }
    return out;
  }

  private static Token body(Token literal) throws Refusal {
    String tag = literal.text().substring(0, literal.text().indexOf('$', 1) + 1);
    List<Token> body = Expressions.rewritten(Lexer.allTokens(literal.value()));
    return literal.withText(tag + " " + Rendered.of(body).sql() + " " + tag);
  }
}
