package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/** CREATE and ALTER of users and groups. */
final class Users {
  private Users() {}

  static Command command(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    List<Token> out = new ArrayList<>();
    while (!reader.atEnd()) {
      Token token = reader.peek();
      if (reader.accepts("PASSWORD", "DISABLE")) {
        out.add(Token.word("PASSWORD NULL", token));
      } else if (reader.accepts("CREATEUSER")) {
        out.add(Token.word("SUPERUSER", token));
      } else if (reader.accepts("NOCREATEUSER")) {
        out.add(Token.word("NOSUPERUSER", token));
      } else if (reader.accepts("SYSLOG", "ACCESS")) {
        reader.next();
      } else if (reader.accepts("SESSION", "TIMEOUT")) {
        reader.next();
      } else {
        out.add(reader.next());
      }
    }
    return new Command.Run(Rendered.of(out));
  }
}
