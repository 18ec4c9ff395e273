package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * CREATE TABLE without what tells Redshift where rows lie, and without the keys it does not
 * enforce.
 */
final class CreateTable {
  private final TokenReader reader;
  private final List<Token> out = new ArrayList<>();

  private CreateTable(List<Token> tokens) {
    this.reader = new TokenReader(tokens);
  }

  static List<Token> rewritten(List<Token> tokens) throws Refusal {
    return new CreateTable(tokens).rewritten();
  }

  private List<Token> rewritten() throws Refusal {
    Token create = reader.next();
    out.add(create);
    reader.accepts("LOCAL");
    boolean isTemporary = reader.accepts("TEMP") || reader.accepts("TEMPORARY");
    reader.expect("TABLE");
    boolean ifNotExists = reader.accepts("IF", "NOT", "EXISTS");
    List<Token> name = reader.qualifiedName();
    if (isTemporary || name.getFirst().text().startsWith("#")) {
      out.add(Token.word("TEMP", create));
    }
    out.add(Token.word(ifNotExists ? "TABLE IF NOT EXISTS" : "TABLE", create));
    out.add(name.getFirst().withSpace());
    out.addAll(name.subList(1, name.size()));
    if (!reader.atEnd() && reader.peek().isSymbol("(")) {
      columns();
    }
    TableAttributes.skip(reader);
    if (!reader.atEnd()) {
      out.addAll(Expressions.rewritten(reader.rest()));
    }
    return out;
  }

  private void columns() throws Refusal {
    Token open = reader.peek();
    List<List<Token>> items = Brackets.parts(reader.bracketed());
    out.add(Token.word("(", open));
    Set<String> keys = new HashSet<>();
    for (List<Token> item : items) {
      keys.addAll(Columns.primaryKey(item));
    }
    boolean isFirst = true;
    for (List<Token> item : items) {
      if (item.isEmpty()) {
        throw Refusal.syntaxErrorAt(open);
      }
      if (Columns.isConstraint(item)) {
        continue;
      }
      if (!isFirst) {
        out.add(Token.symbol(",", item.getFirst()));
      }
      isFirst = false;
      out.addAll(Columns.rewritten(item, keys.contains(item.getFirst().name())));
    }
    out.add(Token.symbol(")", open));
  }
}
