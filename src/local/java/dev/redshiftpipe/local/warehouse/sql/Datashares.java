package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Statements about data shares (r_CREATE_DATASHARE, r_ALTER_DATASHARE, r_GRANT and their
 * neighbours). The stand-in remembers them and shows them; no other warehouse reads them. The
 * procedures called here are in datashares.sql.
 */
final class Datashares {
  private Datashares() {}

  static Command create(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("CREATE", "DATASHARE");
    Token name = reader.next();
    boolean isPublic = false;
    if (!reader.atEnd()) {
      reader.accepts("SET");
      isPublic = publicAccessible(reader);
    }
    if (reader.accepts(",") || reader.sees("MANAGEDBY")) {
      throw Refusal.standInCannot("CREATE DATASHARE ... MANAGEDBY");
    }
    requireEnd(reader);
    return call("create_datashare", name, text(name), Boolean.toString(isPublic));
  }

  static Command drop(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("DROP", "DATASHARE");
    Token name = reader.next();
    requireEnd(reader);
    return call("drop_datashare", name, text(name));
  }

  static Command alter(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("ALTER", "DATASHARE");
    Token name = reader.next();
    if (reader.accepts("SET")) {
      return set(reader, name);
    }
    boolean adds = reader.accepts("ADD");
    if (!adds) {
      reader.expect("REMOVE");
    }
    String kind = kind(reader);
    List<Rendered> changes = new ArrayList<>();
    do {
      List<Token> object = reader.qualifiedName();
      if (kind.equals("FUNCTION")) {
        object = new ArrayList<>(object);
        object.addAll(signature(reader));
      }
      changes.add(
          rendered(
              "alter_datashare",
              name,
              text(name),
              Boolean.toString(adds),
              literal(kind, name),
              literal(Rendered.of(object).sql(), name)));
    } while (reader.accepts(","));
    requireEnd(reader);
    return new Command.RunTogether(changes);
  }

  private static Command set(TokenReader reader, Token name) throws Refusal {
    if (reader.sees("PUBLICACCESSIBLE")) {
      boolean isPublic = publicAccessible(reader);
      requireEnd(reader);
      return call("set_datashare_public", name, text(name), Boolean.toString(isPublic));
    }
    reader.expect("INCLUDENEW");
    boolean includes = isTrue(reader);
    reader.expect("FOR", "SCHEMA");
    Token schema = reader.next();
    requireEnd(reader);
    return call(
        "set_datashare_include_new", name, text(name), text(schema), Boolean.toString(includes));
  }

  private static String kind(TokenReader reader) throws Refusal {
    if (reader.accepts("ALL")) {
      Token what = reader.next();
      if (!what.isAny("TABLES", "FUNCTIONS")) {
        throw Refusal.syntaxErrorAt(what);
      }
      reader.expect("IN", "SCHEMA");
      return "ALL " + what.text().toUpperCase(Locale.ROOT);
    }
    Token what = reader.next();
    if (!what.isAny("TABLE", "SCHEMA", "FUNCTION")) {
      throw Refusal.syntaxErrorAt(what);
    }
    return what.text().toUpperCase(Locale.ROOT);
  }

  private static List<Token> signature(TokenReader reader) throws Refusal {
    Token open = reader.peek();
    List<Token> signature = new ArrayList<>();
    signature.add(Token.symbol("(", open));
    signature.addAll(reader.bracketed());
    signature.add(Token.symbol(")", open));
    return signature;
  }

  /** SHOW DATASHARES [ LIKE 'namepattern' ]. */
  static Command show(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    Token first = reader.peek();
    reader.expect("SHOW", "DATASHARES");
    String pattern = reader.accepts("LIKE") ? reader.string() : "%";
    requireEnd(reader);
    return run(
        first,
        "SELECT share_name, share_owner, source_database, consumer_database, share_type,"
            + " createdate, is_publicaccessible, share_acl, producer_account, producer_namespace"
            + " FROM pg_catalog.svv_datashares WHERE share_name LIKE "
            + literal(pattern, first)
            + " ORDER BY share_name");
  }

  static Command describe(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("DESC", "DATASHARE");
    Token name = reader.next();
    if (reader.sees("OF")) {
      throw Refusal.standInCannot("DESC DATASHARE of another namespace");
    }
    requireEnd(reader);
    return run(name, "SELECT * FROM pg_redshift.describe_datashare(" + text(name) + ")");
  }

  private static boolean publicAccessible(TokenReader reader) throws Refusal {
    reader.expect("PUBLICACCESSIBLE");
    return isTrue(reader);
  }

  private static boolean isTrue(TokenReader reader) throws Refusal {
    reader.accepts("=");
    Token value = reader.next();
    if (!value.isAny("TRUE", "FALSE")) {
      throw Refusal.syntaxErrorAt(value);
    }
    return value.is("TRUE");
  }

  static void requireEnd(TokenReader reader) throws Refusal {
    if (!reader.atEnd()) {
      throw Refusal.syntaxErrorAt(reader.peek());
    }
  }

  private static Command call(String procedure, Token at, String... arguments) {
    return new Command.RunTogether(List.of(rendered(procedure, at, arguments)));
  }

  static Rendered rendered(String procedure, Token at, String... arguments) {
    String sql = "CALL pg_redshift." + procedure + "(" + String.join(", ", arguments) + ")";
    return Rendered.of(List.of(Token.word(sql, at)));
  }

  private static Command run(Token at, String sql) {
    return new Command.Run(Rendered.of(List.of(Token.word(sql, at))));
  }

  static String text(Token name) throws Refusal {
    if (!name.isName()) {
      throw Refusal.syntaxErrorAt(name);
    }
    return literal(name.name(), name);
  }

  static String literal(String value, Token at) {
    return Token.string(value, at).text();
  }
}
