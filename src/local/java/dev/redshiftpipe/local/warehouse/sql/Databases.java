package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/** CREATE and ALTER DATABASE, with the isolation level that PostgreSQL keeps as a setting. */
final class Databases {
  private Databases() {}

  static Command create(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("CREATE", "DATABASE");
    List<Token> name = reader.qualifiedName();
    List<Token> create = new ArrayList<>(reader.before());
    List<Rendered> statements = new ArrayList<>();
    while (!reader.atEnd()) {
      if (reader.sees("ISOLATION", "LEVEL")) {
        statements.add(isolation(name, reader));
      } else if (reader.accepts("COLLATE")) {
        reader.next();
      } else if (reader.peek().is("FROM")) {
        return DatashareConsumers.database(tokens);
      } else {
        create.add(reader.next());
      }
    }
    statements.addFirst(Rendered.of(create));
    return new Command.RunAlone("CREATE DATABASE", statements);
  }

  static Command alter(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("ALTER", "DATABASE");
    List<Token> name = reader.qualifiedName();
    if (reader.sees("ISOLATION", "LEVEL")) {
      return new Command.RunAlone(
          "ALTER DATABASE ISOLATION LEVEL", List.of(isolation(name, reader)));
    }
    return new Command.Run(Rendered.of(tokens));
  }

  private static Rendered isolation(List<Token> name, TokenReader reader) throws Refusal {
    Token first = reader.peek();
    reader.expect("ISOLATION", "LEVEL");
    Token level = reader.next();
    if (!level.isAny("SNAPSHOT", "SERIALIZABLE")) {
      throw Refusal.syntaxErrorAt(level);
    }
    List<Token> alter = new ArrayList<>();
    alter.add(Token.word("ALTER DATABASE", first));
    alter.add(name.getFirst().withSpace());
    alter.add(Token.word("SET default_transaction_isolation =", first));
    alter.add(Token.string(level.is("SNAPSHOT") ? "repeatable read" : "serializable", level));
    return Rendered.of(alter);
  }
}
