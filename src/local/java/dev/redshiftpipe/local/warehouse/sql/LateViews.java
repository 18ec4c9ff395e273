package dev.redshiftpipe.local.warehouse.sql;

import java.util.List;

/** Views WITH NO SCHEMA BINDING. */
final class LateViews {
  private LateViews() {}

  static Command create(List<Token> tokens) throws Refusal {
    return new Command.Run(Rendered.of(Expressions.rewritten(tokens)));
  }
}
