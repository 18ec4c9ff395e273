package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** DROP in all its forms. */
final class Drops {
  private Drops() {}

  static Command command(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("DROP");
    Token what = reader.peek();
    return switch (what.text().toUpperCase(Locale.ROOT)) {
      case "TABLE", "VIEW" -> relations(tokens);
      case "SCHEMA", "PROCEDURE", "FUNCTION", "USER", "GROUP", "ROLE" ->
          new Command.Run(Rendered.of(tokens));
      case "DATASHARE" -> Datashares.drop(tokens);
      case "MATERIALIZED" -> MaterializedViews.drop(tokens);
      case "DATABASE" -> new Command.RunAlone("DROP DATABASE", List.of(Rendered.of(tokens)));
      case "EXTERNAL", "LIBRARY", "MODEL" ->
          throw Refusal.standInCannot("DROP " + what.text().toUpperCase(Locale.ROOT));
      default -> throw Refusal.syntaxErrorAt(what);
    };
  }

  private static Command relations(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("DROP");
    boolean isView = reader.next().is("VIEW");
    reader.accepts("IF", "EXISTS");
    List<Rendered> statements = new ArrayList<>();
    do {
      List<Token> name = reader.qualifiedName();
      statements.add(isView ? LateViews.beforeDrop(name) : LateViews.unbind(name));
    } while (reader.accepts(","));
    statements.add(Rendered.of(tokens));
    return new Command.RunTogether(statements);
  }
}
