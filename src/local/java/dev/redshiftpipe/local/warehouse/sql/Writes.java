package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/** INSERT, UPDATE, DELETE and MERGE: which table they write, and what Redshift's forms are. */
final class Writes {
  private Writes() {}

  static Command command(List<Token> tokens) throws Refusal {
    int verb = verbIndex(tokens);
    TokenReader reader = new TokenReader(tokens.subList(verb, tokens.size()));
    Token first = reader.next();
    List<Token> rewritten = new ArrayList<>(tokens.subList(0, verb + 1));
    if (first.is("INSERT") || first.is("MERGE")) {
      rewritten.add(reader.peek());
      reader.expect("INTO");
    } else if (first.is("DELETE")) {
      // FROM may be left out (r_DELETE)
      reader.accepts("FROM");
      rewritten.add(Token.word("FROM", first));
    }
    List<Token> table = reader.qualifiedName();
    rewritten.addAll(spaced(table));
    if (first.is("INSERT") && isColumnList(reader)) {
      new TokenReader(reader.copy()).names();
    }
    List<Token> rest = reader.rest();
    if (first.is("MERGE")) {
      Merges.check(rest);
    }
    rewritten.addAll(rest);
    return new Command.Write(
        Rendered.of(table), Rendered.of(Expressions.rewritten(List.copyOf(rewritten))));
  }

  /** Whether columns come next, and not a query. */
  private static boolean isColumnList(TokenReader reader) {
    return reader.sees("(")
        && !reader.sees("(", "SELECT")
        && !reader.sees("(", "WITH")
        && !reader.sees("(", "(");
  }

  private static int verbIndex(List<Token> tokens) {
    for (int i = 0, depth = 0; i < tokens.size(); i++) {
      depth += Brackets.depthChange(tokens.get(i));
      if (depth == 0 && tokens.get(i).isAny("INSERT", "UPDATE", "DELETE", "MERGE")) {
        return i;
      }
    }
    return 0;
  }

  private static List<Token> spaced(List<Token> name) {
    List<Token> spaced = new ArrayList<>(name);
    spaced.set(0, name.getFirst().withSpace());
    return spaced;
  }
}
