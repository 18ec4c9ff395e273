package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * What Redshift's MERGE allows (Database Developer Guide, r_MERGE): a table as its source, then one
 * WHEN MATCHED and one WHEN NOT MATCHED, both without conditions. PostgreSQL allows more.
 */
final class Merges {
  private Merges() {}

  /**
   * Checks what follows the target's name.
   *
   * @throws Refusal for any form that Redshift lacks
   */
  static void check(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    if (!reader.sees("USING")) {
      throw Refusal.syntaxErrorAt(reader.peek());
    }
    reader.next();
    reader.qualifiedName();
    List<List<Token>> branches = branches(reader.rest());
    Token start = branches.getFirst().isEmpty() ? tokens.getFirst() : tokens.getLast();
    if (branches.getFirst().getLast().is("DUPLICATES")) {
      throw Refusal.standInCannot("MERGE ... REMOVE DUPLICATES");
    }
    if (branches.size() != 3) {
      throw Refusal.syntaxErrorAt(branches.size() > 3 ? branches.get(3).getFirst() : start);
    }
    TokenReader matched = new TokenReader(branches.get(1));
    matched.expect("WHEN", "MATCHED", "THEN");
    if (!matched.sees("UPDATE", "SET") && !matched.sees("DELETE")) {
      throw Refusal.syntaxErrorAt(matched.peek());
    }
    new TokenReader(branches.get(2)).expect("WHEN", "NOT", "MATCHED", "THEN", "INSERT");
  }

  /** What stands before the first WHEN, then a list for every WHEN. */
  private static List<List<Token>> branches(List<Token> tokens) {
    List<List<Token>> branches = new ArrayList<>();
    branches.add(new ArrayList<>());
    int depth = 0;
    int cases = 0;
    for (Token token : tokens) {
      depth += Brackets.depthChange(token);
      if (token.is("CASE")) {
        cases++;
      } else if (token.is("END")) {
        cases--;
      }
      if (depth == 0 && cases == 0 && token.is("WHEN")) {
        branches.add(new ArrayList<>());
      }
      branches.getLast().add(token);
    }
    return branches;
  }
}
