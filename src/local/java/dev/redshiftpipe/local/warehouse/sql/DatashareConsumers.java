package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Who reads a data share: the namespaces and accounts it is granted to (r_GRANT), and the databases
 * that are made from one (r_CREATE_DATABASE).
 */
final class DatashareConsumers {
  private DatashareConsumers() {}

  /**
   * GRANT and REVOKE of USAGE to a namespace or an account; which statement it is tells the verb.
   */
  static Command grant(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    boolean grants = reader.next().is("GRANT");
    if (!reader.accepts("USAGE", "ON", "DATASHARE")) {
      throw Refusal.standInCannot("GRANT and REVOKE ON DATASHARE but for USAGE");
    }
    Token name = reader.next();
    reader.expect(grants ? "TO" : "FROM");
    List<Rendered> changes = new ArrayList<>();
    do {
      boolean isAccount = reader.accepts("ACCOUNT");
      if (!isAccount) {
        reader.expect("NAMESPACE");
      }
      String consumer = reader.string();
      requireValid(consumer, isAccount);
      if (reader.sees("VIA")) {
        throw Refusal.standInCannot("GRANT ... VIA DATA CATALOG");
      }
      changes.add(
          Datashares.rendered(
              "grant_datashare",
              name,
              Datashares.text(name),
              Boolean.toString(grants),
              Boolean.toString(isAccount),
              Datashares.literal(consumer, name)));
    } while (reader.accepts(","));
    Datashares.requireEnd(reader);
    return new Command.RunTogether(changes);
  }

  /** CREATE DATABASE … FROM DATASHARE; the database is there and empty. */
  static Command database(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("CREATE", "DATABASE");
    Token database = reader.next();
    List<Token> create = reader.before();
    reader.expect("FROM", "DATASHARE");
    Token share = reader.next();
    reader.expect("OF");
    String account = reader.accepts("ACCOUNT") ? reader.string() : "";
    reader.expect("NAMESPACE");
    String namespace = reader.string();
    reader.accepts("WITH", "PERMISSIONS");
    Datashares.requireEnd(reader);
    if (!account.isEmpty()) {
      requireValid(account, true);
    }
    requireValid(namespace, false);
    String[] arguments = {
      Datashares.text(database),
      Datashares.text(share),
      Datashares.literal(account, share),
      Datashares.literal(namespace, share)
    };
    return new Command.RunAlone(
        "CREATE DATABASE",
        List.of(
            Datashares.rendered("check_consumer_database", share, arguments),
            Rendered.of(create),
            Datashares.rendered("record_consumer_database", share, arguments)));
  }

  private static void requireValid(String consumer, boolean isAccount) throws Refusal {
    String form = isAccount ? "\\d{12}" : "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    if (!consumer.matches(form)) {
      throw new Refusal(
          "Invalid " + (isAccount ? "account" : "namespace") + ": " + consumer, "22023");
    }
  }
}
