package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE PROCEDURE and CREATE FUNCTION, their bodies included. */
final class Procedures {
  private Procedures() {}

  static List<Token> function(List<Token> tokens) throws Refusal {
    List<Token> out = new ArrayList<>();
    for (Token token : Expressions.rewritten(tokens)) {
      if (token.text().startsWith("$") && token.text().length() > 3) {
        List<Token> body = Expressions.rewritten(Lexer.allTokens(token.value()));
        out.add(token.withText(literal(Rendered.of(body).sql())));
      } else {
        out.add(token);
      }
    }
    return out;
  }

  static List<Token> procedure(List<Token> tokens) throws Refusal {
    List<Token> out = new ArrayList<>();
    boolean isDefiner = false;
    @Nullable ProcedureBody body = null;
    List<Token> rewritten = Expressions.rewritten(tokens);
    for (int i = 0; i < rewritten.size(); i++) {
      Token token = rewritten.get(i);
      if (token.is("NONATOMIC")) {
        throw Refusal.standInCannot("NONATOMIC procedures");
      }
      isDefiner |= token.is("DEFINER");
      boolean isBody = token.kind() == Token.Kind.STRING && i > 0 && rewritten.get(i - 1).is("AS");
      if (isBody) {
        body = ProcedureBody.of(token.value());
        out.add(token.withText(literal(body.sql())).withSpace());
      } else {
        out.add(token);
      }
    }
    if (isDefiner && body != null && body.endsTransactions()) {
      // PostgreSQL cannot (CREATE PROCEDURE, SECURITY DEFINER)
      throw Refusal.standInCannot(
          "COMMIT, ROLLBACK and TRUNCATE in a procedure with SECURITY DEFINER");
    }
    return out;
  }

  private static String literal(String body) {
    String tag = "$body$";
    while (body.contains(tag)) {
      tag = tag.substring(0, tag.length() - 1) + "_$";
    }
    return tag + "\n" + body + "\n" + tag;
  }
}
