package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/** GRANT and REVOKE, which name roles with the word ROLE. */
final class Grants {
  private static final List<String> MISSING =
      List.of("DATASHARE", "ASSUMEROLE", "MODEL", "EXTERNAL", "COPY", "LANGUAGE", "RLS", "MASKING");

  private Grants() {}

  static Command command(List<Token> tokens) throws Refusal {
    List<Token> out = new ArrayList<>();
    for (Token token : tokens) {
      if (MISSING.stream().anyMatch(token::is)) {
        throw Refusal.standInCannot(tokens.getFirst().text() + " of " + token.text());
      }
      if (!token.is("ROLE")) {
        out.add(token);
      }
    }
    return new Command.Run(Rendered.of(out));
  }
}
