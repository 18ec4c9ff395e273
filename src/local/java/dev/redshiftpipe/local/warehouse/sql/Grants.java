package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/** GRANT and REVOKE, which name roles with the word ROLE. */
final class Grants {
  private static final List<String> MISSING =
      List.of("ASSUMEROLE", "MODEL", "EXTERNAL", "COPY", "LANGUAGE", "RLS", "MASKING");

  private Grants() {}

  static Command command(List<Token> tokens) throws Refusal {
    boolean isOfShare =
        tokens.size() > 3 && tokens.get(2).is("ON") && tokens.get(3).is("DATASHARE");
    if (isOfShare) {
      return DatashareConsumers.grant(tokens);
    }
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
