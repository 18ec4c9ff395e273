package dev.redshiftpipe.local.warehouse.sql;

import java.util.List;
import java.util.Set;

/**
 * EXECUTE of a command that is made at run time: what is written as one literal is rewritten as any
 * statement, the rest is looked at when it runs (procedures.sql).
 */
final class Dynamic {
  private Dynamic() {}

  /**
   * @param truncates told of a TRUNCATE, which commits
   */
  static String sql(List<Token> statement, Runnable truncates) throws Refusal {
    int into = into(statement);
    List<Token> command = statement.subList(1, into);
    String target = Rendered.of(statement.subList(into, statement.size())).sql();
    if (command.isEmpty()) {
      throw Refusal.syntaxErrorAtEnd();
    }
    Token first = command.getFirst();
    if (command.size() > 1 || first.kind() != Token.Kind.STRING) {
      String text = Rendered.of(Expressions.rewritten(List.copyOf(command))).sql();
      return "EXECUTE pg_redshift.dynamic(%s) %s; CALL pg_redshift.truncated_dynamically()"
          .formatted(text, target);
    }
    String after = "";
    Command literal = Dialect.command(Lexer.tokens(first.value()));
    if (literal instanceof Command.RunAndCommit) {
      truncates.run();
      after = "; CALL pg_redshift.truncated()";
    }
    return "EXECUTE " + Token.string(text(literal), first).text() + " " + target + after;
  }

  /** Where INTO stands, or the end; USING is none of Redshift's. */
  private static int into(List<Token> statement) throws Refusal {
    int depth = 0;
    for (int i = 0; i < statement.size(); i++) {
      Token token = statement.get(i);
      depth += Brackets.depthChange(token);
      if (depth == 0 && token.is("USING")) {
        throw Refusal.syntaxErrorAt(token);
      }
      if (depth == 0 && token.is("INTO")) {
        return i;
      }
    }
    return statement.size();
  }

  private static String text(Command command) throws Refusal {
    return switch (command) {
      case Command.Run run -> run.sql().sql();
      case Command.Settle settle -> settle.sql().sql();
      case Command.Call call -> Calls.rendered(call, Set.of()).sql();
      case Command.RunTogether run ->
          String.join("; ", run.statements().stream().map(Rendered::sql).toList());
      case Command.RunAndCommit run -> run.sql().sql();
      case Command.Write write -> ProcedureBody.locked(write);
      case Command.Ignore ignore -> "SELECT 1";
      case Command.Commit commit -> "COMMIT";
      case Command.Rollback rollback -> "ROLLBACK";
      case Command.RunAlone alone -> throw ProcedureBody.ownTransaction(alone.name());
      case Command.Begin begin -> "BEGIN";
      case Command.Copy copy -> throw Refusal.standInCannot("COPY in a procedure");
      case Command.Unload unload -> throw Refusal.standInCannot("UNLOAD in a procedure");
    };
  }
}
