package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** CREATE in all its forms. */
final class Creations {
  private Creations() {}

  static Command command(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("CREATE");
    if (reader.accepts("OR")) {
      reader.expect("REPLACE");
    }
    if (reader.peek().isAny("TEMP", "TEMPORARY", "LOCAL")) {
      reader.accepts("LOCAL");
      reader.next();
      return new Command.Run(Rendered.of(CreateTable.rewritten(tokens)));
    }
    Token what = reader.peek();
    return switch (what.text().toUpperCase(Locale.ROOT)) {
      case "TABLE" -> new Command.Run(Rendered.of(CreateTable.rewritten(tokens)));
      case "VIEW" -> view(tokens);
      case "DATASHARE" -> Datashares.create(tokens);
      case "MATERIALIZED" -> MaterializedViews.create(tokens);
      case "SCHEMA", "ROLE" -> new Command.Run(Rendered.of(tokens));
      case "USER", "GROUP" -> Users.command(tokens);
      case "DATABASE" -> Databases.create(tokens);
      case "PROCEDURE" -> new Command.Run(Rendered.of(Procedures.procedure(tokens)));
      case "FUNCTION" -> new Command.Run(Rendered.of(Procedures.function(tokens)));
      case "EXTERNAL", "LIBRARY", "MODEL", "MASKING", "RLS" ->
          throw Refusal.standInCannot("CREATE " + what.text().toUpperCase(Locale.ROOT));
      default -> throw Refusal.syntaxErrorAt(what);
    };
  }

  /** WITH NO SCHEMA BINDING: bound all the same, but {@link LateViews} sets it free when needed. */
  private static Command view(List<Token> tokens) throws Refusal {
    int size = tokens.size();
    boolean isLate =
        size > 4
            && tokens.get(size - 4).is("WITH")
            && tokens.get(size - 3).is("NO")
            && tokens.get(size - 2).is("SCHEMA")
            && tokens.get(size - 1).is("BINDING");
    if (!isLate) {
      return new Command.Run(Rendered.of(Expressions.rewritten(tokens)));
    }
    return LateViews.create(new ArrayList<>(tokens.subList(0, size - 4)));
  }
}
