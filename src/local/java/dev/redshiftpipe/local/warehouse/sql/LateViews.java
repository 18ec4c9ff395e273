package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Views WITH NO SCHEMA BINDING: they may name tables that are not there, and do not keep tables
 * from being dropped. The procedures called here, and how they do it, are in late-views.sql.
 */
final class LateViews {
  private LateViews() {}

  /** Makes a view of a CREATE VIEW without its last clause. */
  static Command create(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("CREATE");
    boolean replaces = reader.accepts("OR", "REPLACE");
    reader.expect("VIEW");
    Token first = reader.peek();
    List<Token> name = reader.qualifiedName();
    if (reader.sees("(")) {
      throw Refusal.standInCannot("late binding views with a list of columns");
    }
    reader.expect("AS");
    Rendered query = Rendered.of(Expressions.rewritten(reader.rest()));
    List<Token> call = start(first, "create_late_view", name);
    call.add(Token.symbol(",", first));
    call.add(Token.word(replaces ? "TRUE" : "FALSE", first));
    call.add(Token.symbol(",", first));
    call.add(Token.string(query.sql(), first));
    call.add(Token.symbol(")", first));
    return new Command.Run(Rendered.of(call));
  }

  /** What has to run before a table changes or goes. */
  static Rendered unbind(List<Token> table) {
    return call("unbind", table);
  }

  /** What has to run before a view is dropped by its name. */
  static Rendered beforeDrop(List<Token> view) {
    return call("drop_unbound", view);
  }

  private static Rendered call(String procedure, List<Token> name) {
    List<Token> call = start(name.getFirst(), procedure, name);
    call.add(Token.symbol(")", name.getFirst()));
    return Rendered.of(call);
  }

  private static List<Token> start(Token first, String procedure, List<Token> name) {
    List<Token> call = new ArrayList<>();
    call.add(Token.word("CALL pg_redshift." + procedure + "(", first));
    call.add(Token.string(Rendered.of(name).sql(), first));
    return call;
  }
}
