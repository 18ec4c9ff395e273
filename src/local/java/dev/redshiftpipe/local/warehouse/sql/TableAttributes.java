package dev.redshiftpipe.local.warehouse.sql;

/** What tells Redshift where rows lie: nothing to PostgreSQL. */
final class TableAttributes {
  private TableAttributes() {}

  /** Leaves out the attributes, up to AS or the end. */
  static void skip(TokenReader reader) throws Refusal {
    while (!reader.atEnd() && !reader.sees("AS")) {
      if (!one(reader)) {
        throw Refusal.syntaxErrorAt(reader.peek());
      }
    }
  }

  /** Leaves out one attribute, if one comes next. */
  static boolean one(TokenReader reader) throws Refusal {
    if (reader.accepts("BACKUP") || reader.accepts("DISTSTYLE") || reader.accepts("ENCODE")) {
      reader.next();
    } else if (reader.accepts("DISTKEY")) {
      reader.bracketed();
    } else if (reader.peek().isAny("COMPOUND", "INTERLEAVED", "SORTKEY")) {
      sortKey(reader);
    } else {
      return false;
    }
    return true;
  }

  private static void sortKey(TokenReader reader) throws Refusal {
    if (!reader.accepts("SORTKEY")) {
      reader.next();
      reader.expect("SORTKEY");
    }
    if (!reader.accepts("AUTO")) {
      reader.bracketed();
    }
  }
}
