package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** CALL, which in Redshift names no OUT parameters (r_CALL_procedure) and in PostgreSQL does. */
public final class Calls {
  private Calls() {}

  static Command.Call command(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("CALL");
    List<Token> name = reader.qualifiedName();
    List<List<Token>> arguments = new ArrayList<>();
    for (List<Token> argument : Brackets.parts(reader.bracketed())) {
      arguments.add(Expressions.rewritten(argument));
    }
    if (!reader.atEnd()) {
      throw Refusal.syntaxErrorAt(reader.peek());
    }
    return new Command.Call(name, arguments);
  }

  /**
   * The call with a NULL for every OUT parameter.
   *
   * @param out their places among all parameters, from 0
   */
  public static Rendered rendered(Command.Call call, Set<Integer> out) {
    Token first = call.name().getFirst();
    List<Token> sql = new ArrayList<>();
    sql.add(Token.word("CALL", first));
    sql.add(first.withSpace());
    sql.addAll(call.name().subList(1, call.name().size()));
    sql.add(Token.symbol("(", first));
    int given = 0;
    for (int i = 0; i < call.arguments().size() + out.size(); i++) {
      if (i > 0) {
        sql.add(Token.symbol(",", first));
      }
      if (out.contains(i)) {
        sql.add(Token.word("NULL", first));
      } else {
        sql.addAll(call.arguments().get(given++));
      }
    }
    sql.add(Token.symbol(")", first));
    return Rendered.of(sql);
  }
}
