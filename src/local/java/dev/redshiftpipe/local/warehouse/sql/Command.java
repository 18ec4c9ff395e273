package dev.redshiftpipe.local.warehouse.sql;

import java.util.List;

/** What a statement asks the session to do. */
public sealed interface Command {
  /** Run this as it is. */
  record Run(Rendered sql) implements Command {}

  /** Run this on the leader alone: it settles something for the session and has no query id. */
  record Settle(Rendered sql) implements Command {}

  /** Run these, all or none; the result is that of the last. */
  record RunTogether(List<Rendered> statements) implements Command {
    public RunTogether {
      statements = List.copyOf(statements);
    }
  }

  /**
   * Write to a table; Redshift locks it against other writers until the transaction ends.
   *
   * @param table the name as PostgreSQL reads it
   */
  record Write(Rendered table, Rendered sql) implements Command {}

  /**
   * Call a procedure.
   *
   * @param arguments without those for OUT parameters
   */
  record Call(List<Token> name, List<List<Token>> arguments) implements Command {
    public Call {
      name = List.copyOf(name);
      arguments = List.copyOf(arguments);
    }
  }

  /** A COPY; its syntax is the business of those who execute it. */
  record Copy(List<Token> tokens) implements Command {
    public Copy {
      tokens = List.copyOf(tokens);
    }
  }

  /** An UNLOAD; its syntax is the business of those who execute it. */
  record Unload(List<Token> tokens) implements Command {
    public Unload {
      tokens = List.copyOf(tokens);
    }
  }

  /** Run this, then commit, as TRUNCATE does. */
  record RunAndCommit(Rendered sql) implements Command {}

  /**
   * Run these, one after the other, each a transaction of its own.
   *
   * @param name as the refusal inside of a transaction calls it
   */
  record RunAlone(String name, List<Rendered> statements) implements Command {
    public RunAlone {
      statements = List.copyOf(statements);
    }
  }

  /** Nothing: it tunes what the stand-in does not have. */
  record Ignore() implements Command {}

  /** BEGIN; the level it may name is ignored, as Redshift ignores it. */
  record Begin() implements Command {}

  record Commit() implements Command {}

  record Rollback() implements Command {}
}
