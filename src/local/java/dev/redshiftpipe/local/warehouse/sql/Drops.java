package dev.redshiftpipe.local.warehouse.sql;

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
      case "TABLE", "VIEW", "SCHEMA", "PROCEDURE", "FUNCTION", "USER", "GROUP", "ROLE" ->
          new Command.Run(Rendered.of(tokens));
      case "DATABASE" -> new Command.RunAlone("DROP DATABASE", List.of(Rendered.of(tokens)));
      case "EXTERNAL", "DATASHARE", "LIBRARY", "MATERIALIZED", "MODEL" ->
          throw Refusal.standInCannot("DROP " + what.text().toUpperCase(Locale.ROOT));
      default -> throw Refusal.syntaxErrorAt(what);
    };
  }
}
