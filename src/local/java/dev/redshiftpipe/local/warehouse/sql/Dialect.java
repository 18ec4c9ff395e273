package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads one statement of Redshift's and says what it asks for. */
public final class Dialect {
  private Dialect() {}

  /**
   * What the statement asks for.
   *
   * @param parameters values of the {@code :name} placeholders; they become untyped literals, which
   *     take the type their place asks for
   * @throws Refusal of what Redshift's grammar lacks, and of what the stand-in cannot do
   */
  public static Command command(String sql, Map<String, String> parameters) throws Refusal {
    List<Token> tokens = new ArrayList<>();
    for (Token token : Lexer.tokens(sql)) {
      boolean isParameter = token.kind() == Token.Kind.PARAMETER;
      String value = isParameter ? parameters.get(token.text().substring(1)) : null;
      tokens.add(value == null ? token : Token.string(value, token));
    }
    return command(tokens);
  }

  static Command command(List<Token> tokens) throws Refusal {
    if (tokens.isEmpty()) {
      return new Command.Ignore();
    }
    Token first = tokens.getFirst();
    if (first.isSymbol("(")) {
      return query(tokens);
    }
    if (first.kind() != Token.Kind.WORD) {
      throw Refusal.syntaxErrorAt(first);
    }
    return switch (first.text().toUpperCase(Locale.ROOT)) {
      case "SELECT", "WITH", "EXPLAIN" -> query(tokens);
      case "CALL" -> Calls.command(tokens);
      case "INSERT", "UPDATE", "DELETE", "MERGE" -> Writes.command(tokens);
      case "COPY" -> new Command.Copy(tokens);
      case "UNLOAD" -> new Command.Unload(tokens);
      case "LOCK" -> lock(tokens);
      case "TRUNCATE" -> new Command.RunAndCommit(Rendered.of(tokens));
      case "BEGIN", "START" -> new Command.Begin();
      case "COMMIT", "END" -> new Command.Commit();
      case "ROLLBACK", "ABORT" -> new Command.Rollback();
      case "CREATE" -> Creations.command(tokens);
      case "ALTER" -> Alterations.command(tokens);
      case "DROP" -> Drops.command(tokens);
      case "SET", "RESET", "SHOW" -> Settings.command(tokens);
      case "GRANT", "REVOKE" -> Grants.command(tokens);
      case "COMMENT", "DECLARE", "FETCH", "CLOSE", "PREPARE", "EXECUTE", "DEALLOCATE" ->
          query(tokens);
      case "ANALYZE", "ANALYSE" -> analyze(tokens);
      case "VACUUM" -> new Command.RunAlone("VACUUM", List.of());
      case "REFRESH" -> MaterializedViews.refresh(tokens);
      case "DESC" -> Datashares.describe(tokens);
      case "CANCEL", "USE" -> throw Refusal.standInCannot(first.text().toUpperCase(Locale.ROOT));
      default -> throw Refusal.syntaxErrorAt(first);
    };
  }

  private static Command query(List<Token> tokens) throws Refusal {
    for (int i = 0, depth = 0; i < tokens.size() && tokens.getFirst().is("WITH"); i++) {
      depth += Brackets.depthChange(tokens.get(i));
      if (depth == 0 && tokens.get(i).isAny("INSERT", "UPDATE", "DELETE", "MERGE")) {
        return Writes.command(tokens);
      }
    }
    return new Command.Run(Rendered.of(Expressions.rewritten(tokens)));
  }

  /** LOCK has no mode but access exclusive (Database Developer Guide, r_LOCK). */
  private static Command lock(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("LOCK");
    reader.accepts("TABLE");
    do {
      reader.qualifiedName();
    } while (reader.accepts(","));
    if (!reader.atEnd()) {
      throw Refusal.syntaxErrorAt(reader.peek());
    }
    return new Command.Run(Rendered.of(tokens));
  }

  private static Command analyze(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.next();
    if (reader.accepts("COMPRESSION")) {
      throw Refusal.standInCannot("ANALYZE COMPRESSION");
    }
    return new Command.Ignore();
  }
}
