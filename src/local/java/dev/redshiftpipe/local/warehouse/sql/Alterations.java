package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** ALTER in all its forms. */
final class Alterations {
  private Alterations() {}

  static Command command(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("ALTER");
    Token what = reader.peek();
    return switch (what.text().toUpperCase(Locale.ROOT)) {
      case "TABLE" -> table(tokens);
      case "USER", "GROUP" -> Users.command(tokens);
      case "DATABASE" -> Databases.alter(tokens);
      case "SCHEMA", "PROCEDURE", "FUNCTION", "ROLE", "VIEW", "DEFAULT" ->
          new Command.Run(Rendered.of(tokens));
      case "MATERIALIZED" -> MaterializedViews.alter(tokens);
      case "DATASHARE" -> Datashares.alter(tokens);
      case "EXTERNAL" ->
          throw Refusal.standInCannot("ALTER " + what.text().toUpperCase(Locale.ROOT));
      default -> throw Refusal.syntaxErrorAt(what);
    };
  }

  private static Command table(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("ALTER", "TABLE");
    List<Token> table = reader.qualifiedName();
    List<Token> head = reader.before();
    if (reader.sees("APPEND")) {
      throw Refusal.standInCannot("ALTER TABLE APPEND");
    }
    if (reader.peek().isAny("OWNER", "RENAME", "DROP", "SET")) {
      boolean isKey = reader.sees("DROP", "CONSTRAINT");
      return isKey ? new Command.Ignore() : run(table, tokens);
    }
    if (reader.accepts("ADD")) {
      return add(table, head, reader);
    }
    reader.expect("ALTER");
    if (reader.peek().isAny("DISTKEY", "DISTSTYLE", "SORTKEY", "COMPOUND", "ENCODE")) {
      return new Command.RunAlone("ALTER TABLE ALTER " + reader.peek().text(), List.of());
    }
    if (reader.rest().stream().anyMatch(token -> token.is("ENCODE"))) {
      return new Command.RunAlone("ALTER TABLE ALTER COLUMN", List.of());
    }
    return new Command.RunAlone(
        "ALTER TABLE ALTER COLUMN",
        List.of(LateViews.unbind(table), Rendered.of(Expressions.rewritten(tokens))));
  }

  private static Command add(List<Token> table, List<Token> head, TokenReader reader)
      throws Refusal {
    Token first = reader.peek();
    reader.accepts("COLUMN");
    List<Token> rest = reader.rest();
    if (rest.isEmpty()) {
      throw Refusal.syntaxErrorAtEnd();
    }
    if (Columns.isConstraint(rest)) {
      return new Command.Ignore();
    }
    int depth = 0;
    for (Token token : rest) {
      depth += Brackets.depthChange(token);
      if (depth == 0 && token.isSymbol(",")) {
        throw Refusal.syntaxErrorAt(token);
      }
    }
    List<Token> out = new ArrayList<>(head);
    out.add(Token.word("ADD COLUMN", first));
    out.addAll(Columns.rewritten(rest, false));
    return run(table, out);
  }

  private static Command run(List<Token> table, List<Token> tokens) {
    return new Command.RunTogether(List.of(LateViews.unbind(table), Rendered.of(tokens)));
  }
}
