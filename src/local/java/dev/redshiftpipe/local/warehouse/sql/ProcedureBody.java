package dev.redshiftpipe.local.warehouse.sql;

import java.util.List;
import java.util.Set;

/**
 * The body of a procedure in PL/pgSQL, statement by statement (c_PLpgSQL-statements): SQL in it is
 * rewritten as it is outside of procedures, TRUNCATE commits, what needs a transaction of its own
 * is refused (stored-procedure-constraints).
 */
final class ProcedureBody {
  private static final Set<String> SQL =
      Set.of(
          "ABORT",
          "ALTER",
          "ANALYZE",
          "CALL",
          "COMMENT",
          "COMMIT",
          "COPY",
          "CREATE",
          "DELETE",
          "DROP",
          "GRANT",
          "INSERT",
          "LOCK",
          "MERGE",
          "PREPARE",
          "REFRESH",
          "RESET",
          "REVOKE",
          "ROLLBACK",
          "SET",
          "START",
          "TRUNCATE",
          "UNLOAD",
          "UPDATE",
          "VACUUM");

  private final List<Token> tokens;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private boolean isDeclaring;
  private boolean isHandling;
  private boolean endsTransactions;

  private ProcedureBody(List<Token> tokens) {
    this.tokens = tokens;
  }

  static ProcedureBody of(String text) throws Refusal {
    ProcedureBody body = new ProcedureBody(Lexer.allTokens(text));
    while (body.at < body.tokens.size()) {
      body.piece();
    }
    return body;
  }

  String sql() {
    return out.toString();
  }

  /** Whether it commits or rolls back, as TRUNCATE does too. */
  boolean endsTransactions() {
    return endsTransactions;
  }

  private void piece() throws Refusal {
    Token first = tokens.get(at);
    if (isHandling && !first.isAny("WHEN", "END")) {
      requireHandled(first);
    }
    if (first.isAny("DECLARE", "BEGIN", "ELSE", "LOOP", "EXCEPTION") || first.isSymbol(";")) {
      isDeclaring = first.is("DECLARE") || (isDeclaring && first.isSymbol(";"));
      isHandling = first.is("EXCEPTION") || (isHandling && first.isSymbol(";"));
      add(first.text());
      at++;
    } else if (first.isSymbol("<")) {
      plain(end(">", ">") + 2);
    } else if (first.isAny("IF", "ELSIF", "ELSEIF", "WHEN")) {
      when(first);
    } else if (first.isAny("FOR", "WHILE")) {
      plain(end("LOOP"));
    } else if (first.is("CASE")) {
      at++;
      add("CASE");
      plain(end("WHEN"));
    } else if (first.is("EXECUTE")) {
      add(Dynamic.sql(statement(), this::endsTransaction));
    } else if (isSql(first)) {
      add(translated(statement()));
    } else {
      end(first);
      plain(end(";"));
    }
  }

  private boolean isSql(Token first) {
    boolean isAssigned =
        at + 1 < tokens.size()
            && (tokens.get(at + 1).isSymbol(":=") || tokens.get(at + 1).isSymbol("="));
    return !isDeclaring && !isAssigned && SQL.stream().anyMatch(first::is);
  }

  private void when(Token first) throws Refusal {
    int then = end("THEN");
    if (isHandling && first.is("WHEN") && !tokens.get(at + 1).is("OTHERS")) {
      throw Refusal.syntaxErrorAt(tokens.get(at + 1));
    }
    plain(then);
    add("THEN");
    at++;
  }

  /**
   * Redshift rolls all back, runs the handler in a new transaction and throws the error again
   * (stored-procedure-trapping-errors). PostgreSQL rolls back the block alone; the same comes of it
   * as long as the handler writes nothing.
   */
  private void requireHandled(Token first) throws Refusal {
    boolean isAssignment =
        at + 1 < tokens.size()
            && (tokens.get(at + 1).isSymbol(":=") || tokens.get(at + 1).isSymbol("="));
    if (!first.isAny("RAISE", "NULL") && !first.isSymbol(";") && !isAssignment) {
      throw Refusal.standInCannot("EXCEPTION blocks that do more than RAISE");
    }
  }

  private void end(Token first) {
    if (isHandling && first.is("END")) {
      isHandling = false;
      add("RAISE;");
    }
  }

  /** Takes the tokens up to here, which are no SQL statement. */
  private void plain(int end) throws Refusal {
    if (end > at) {
      add(Rendered.of(Expressions.rewritten(List.copyOf(tokens.subList(at, end)))).sql());
    }
    at = end;
  }

  private List<Token> statement() {
    int end = end(";");
    List<Token> statement = List.copyOf(tokens.subList(at, end));
    at = end;
    return statement;
  }

  /** Where these words come next outside of parentheses and CASE, or the end. */
  private int end(String... words) {
    int depth = 0;
    int cases = 0;
    for (int i = at; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean isFound = i + words.length <= tokens.size();
      for (int k = 0; isFound && k < words.length; k++) {
        Token word = tokens.get(i + k);
        isFound = word.is(words[k]) || word.isSymbol(words[k]);
      }
      if (depth == 0 && cases == 0 && isFound) {
        return i;
      }
      depth += Brackets.depthChange(token);
      boolean isCaseStatement = i > 0 && tokens.get(i - 1).is("END");
      if (token.is("CASE") && !isCaseStatement) {
        cases++;
      } else if (token.is("END") && cases > 0) {
        cases--;
      }
    }
    return tokens.size();
  }

  private String translated(List<Token> statement) throws Refusal {
    Token first = statement.getFirst();
    boolean isLocal = first.is("SET") && statement.size() > 1 && statement.get(1).is("LOCAL");
    if (first.is("PREPARE") || isLocal) {
      throw ownTransaction(isLocal ? "SET LOCAL" : "PREPARE");
    }
    Command command = Dialect.command(statement);
    return switch (command) {
      case Command.Run run -> run.sql().sql();
      case Command.Settle settle -> settle.sql().sql();
      case Command.Call call -> Calls.rendered(call, Set.of()).sql();
      case Command.RunTogether run ->
          String.join("; ", run.statements().stream().map(Rendered::sql).toList());
      case Command.Write write -> locked(write);
      case Command.RunAndCommit run -> {
        endsTransaction();
        yield run.sql().sql() + "; CALL pg_redshift.truncated()";
      }
      case Command.RunAlone alone -> throw ownTransaction(alone.name());
      case Command.Ignore ignore -> "NULL";
      case Command.Copy copy -> throw Refusal.standInCannot("COPY in a procedure");
      case Command.Unload unload -> throw Refusal.standInCannot("UNLOAD in a procedure");
      case Command.Begin begin -> throw Refusal.syntaxErrorAt(first);
      case Command.Commit commit -> {
        endsTransaction();
        yield "COMMIT";
      }
      case Command.Rollback rollback -> {
        endsTransaction();
        yield "ROLLBACK";
      }
    };
  }

  private void endsTransaction() {
    endsTransactions = true;
  }

  /** A write, behind the lock that keeps other writers out. */
  static String locked(Command.Write write) {
    return "LOCK TABLE "
        + write.table().sql()
        + " IN SHARE ROW EXCLUSIVE MODE; "
        + write.sql().sql();
  }

  /** As PostgreSQL 8, of which Redshift is made, words it. */
  static Refusal ownTransaction(String what) {
    return new Refusal(
        what + " cannot be executed from a function or multi-command string", "25001");
  }

  private void add(String text) {
    out.append(text).append(text.endsWith(";") ? '\n' : ' ');
  }
}
