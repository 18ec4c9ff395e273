package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * CREATE, ALTER, REFRESH and DROP MATERIALIZED VIEW (materialized-view-create-sql-command and its
 * neighbours): PostgreSQL's own, whose options and checks are in materialized-views.sql. AUTO
 * REFRESH is only remembered.
 */
final class MaterializedViews {
  /** They give another answer every time, so that AUTO REFRESH does not go with them. */
  private static final Set<String> MUTABLE =
      Set.of(
          "current_date",
          "current_time",
          "current_timestamp",
          "getdate",
          "now",
          "random",
          "sysdate",
          "timeofday");

  private MaterializedViews() {}

  static Command create(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("CREATE", "MATERIALIZED", "VIEW");
    Token first = reader.peek();
    List<Token> name = reader.qualifiedName();
    boolean refreshesItself = false;
    while (!reader.sees("AS")) {
      if (reader.sees("AUTO", "REFRESH")) {
        refreshesItself = autoRefresh(reader);
      } else if (!TableAttributes.one(reader)) {
        throw Refusal.syntaxErrorAt(reader.peek());
      }
    }
    reader.expect("AS");
    List<Token> query = reader.rest();
    check(query, refreshesItself);
    List<Token> create = new ArrayList<>();
    create.add(Token.word("CREATE MATERIALIZED VIEW", first));
    create.add(name.getFirst().withSpace());
    create.addAll(name.subList(1, name.size()));
    create.add(Token.word("AS", first));
    create.addAll(Expressions.rewritten(query));
    return new Command.RunTogether(
        List.of(
            Rendered.of(create),
            call("made_materialized_view", name, Boolean.toString(refreshesItself))));
  }

  static Command alter(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("ALTER", "MATERIALIZED", "VIEW");
    List<Token> name = reader.qualifiedName();
    if (!reader.sees("AUTO", "REFRESH")) {
      throw Refusal.standInCannot("ALTER MATERIALIZED VIEW but for AUTO REFRESH");
    }
    boolean refreshesItself = autoRefresh(reader);
    requireEnd(reader);
    return new Command.RunTogether(
        List.of(call("made_materialized_view", name, Boolean.toString(refreshesItself))));
  }

  static Command refresh(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("REFRESH", "MATERIALIZED", "VIEW");
    List<Token> name = reader.qualifiedName();
    // RESTRICT and CASCADE tell of views over this one, which stay as they are
    if (reader.accepts("CASCADE")) {
      throw Refusal.standInCannot("REFRESH MATERIALIZED VIEW CASCADE");
    }
    reader.accepts("RESTRICT");
    requireEnd(reader);
    return new Command.Run(Rendered.of(spaced("REFRESH MATERIALIZED VIEW", name)));
  }

  static Command drop(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("DROP", "MATERIALIZED", "VIEW");
    reader.accepts("IF", "EXISTS");
    List<Rendered> statements = new ArrayList<>();
    do {
      statements.add(LateViews.unbind(reader.qualifiedName()));
    } while (reader.accepts(","));
    reader.accepts("CASCADE");
    reader.accepts("RESTRICT");
    requireEnd(reader);
    statements.add(Rendered.of(tokens));
    return new Command.RunTogether(statements);
  }

  /** ORDER BY, LIMIT and OFFSET are not allowed (CREATE MATERIALIZED VIEW, Limitations). */
  private static void check(List<Token> query, boolean refreshesItself) throws Refusal {
    int depth = 0;
    for (int i = 0; i < query.size(); i++) {
      Token token = query.get(i);
      depth += Brackets.depthChange(token);
      boolean isOrder = token.is("ORDER") && depth == 0;
      if (isOrder || token.isAny("LIMIT", "OFFSET")) {
        String clause = isOrder ? "ORDER BY" : token.text().toUpperCase(Locale.ROOT);
        throw new Refusal(clause + " is not supported in a materialized view definition", "0A000");
      }
      if (refreshesItself && MUTABLE.contains(token.name())) {
        throw new Refusal(
            "AUTO REFRESH is not supported for materialized views with mutable functions", "0A000");
      }
    }
  }

  private static boolean autoRefresh(TokenReader reader) throws Refusal {
    reader.expect("AUTO", "REFRESH");
    Token says = reader.next();
    if (!says.isAny("YES", "NO")) {
      throw Refusal.syntaxErrorAt(says);
    }
    return says.is("YES");
  }

  private static void requireEnd(TokenReader reader) throws Refusal {
    if (!reader.atEnd()) {
      throw Refusal.syntaxErrorAt(reader.peek());
    }
  }

  private static Rendered call(String procedure, List<Token> name, String argument) {
    Token first = name.getFirst();
    List<Token> call = new ArrayList<>();
    call.add(Token.word("CALL pg_redshift." + procedure + "(", first));
    call.add(Token.string(Rendered.of(name).sql(), first));
    call.add(Token.symbol(",", first));
    call.add(Token.word(argument + ")", first));
    return Rendered.of(call);
  }

  private static List<Token> spaced(String words, List<Token> name) {
    List<Token> spaced = new ArrayList<>();
    spaced.add(Token.word(words, name.getFirst()));
    spaced.add(name.getFirst().withSpace());
    spaced.addAll(name.subList(1, name.size()));
    return spaced;
  }
}
