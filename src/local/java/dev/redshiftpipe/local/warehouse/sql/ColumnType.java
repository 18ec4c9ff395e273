package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A column's type, with the lengths and precisions that Redshift gives when none is written. */
final class ColumnType {
  private ColumnType() {}

  static List<Token> read(TokenReader reader) throws Refusal {
    Token first = reader.next();
    if (first.kind() != Token.Kind.WORD) {
      throw Refusal.syntaxErrorAt(first);
    }
    List<Token> size = new ArrayList<>();
    String type =
        switch (first.text().toUpperCase(Locale.ROOT)) {
          case "VARCHAR", "NVARCHAR" -> "varchar" + length(reader, "(256)");
          case "TEXT" -> "varchar" + length(reader, "(256)");
          case "CHARACTER", "CHAR", "NCHAR" ->
              reader.accepts("VARYING")
                  ? "varchar" + length(reader, "(256)")
                  : "char" + length(reader, "(1)");
          case "BPCHAR" -> "char" + length(reader, "(256)");
          case "DECIMAL", "NUMERIC", "DEC" -> "numeric" + length(reader, "(18,0)");
          case "VARBYTE", "VARBINARY", "BINARY" -> {
            length(reader, "");
            if (first.is("BINARY")) {
              reader.expect("VARYING");
            }
            yield "varbyte";
          }
          case "SUPER" -> "super";
          case "DOUBLE" -> {
            reader.expect("PRECISION");
            yield "float8";
          }
          case "FLOAT" -> "float" + length(reader, "");
          case "TIMESTAMP", "TIME" -> first.text() + zone(reader);
          case "DATETIME" -> "timestamp";
          case "SMALLINT",
              "INT2",
              "INTEGER",
              "INT",
              "INT4",
              "BIGINT",
              "INT8",
              "REAL",
              "FLOAT4",
              "FLOAT8",
              "BOOLEAN",
              "BOOL",
              "DATE",
              "TIMESTAMPTZ",
              "TIMETZ" ->
              first.text();
          case "GEOMETRY", "GEOGRAPHY", "HLLSKETCH", "INTERVAL" ->
              throw Refusal.standInCannot(
                  "columns of type " + first.text().toUpperCase(Locale.ROOT));
          default ->
              throw new Refusal(
                  "type \"" + first.name() + "\" does not exist",
                  "42704",
                  "",
                  first.position() + 1);
        };
    size.add(Token.word(type, first));
    return size;
  }

  private static String length(TokenReader reader, String usual) throws Refusal {
    if (reader.atEnd() || !reader.peek().isSymbol("(")) {
      return usual;
    }
    List<Token> size = reader.bracketed();
    if (size.size() == 1 && size.getFirst().is("MAX")) {
      return "(65535)";
    }
    StringBuilder text = new StringBuilder("(");
    size.forEach(token -> text.append(token.text()));
    return text.append(')').toString();
  }

  private static String zone(TokenReader reader) {
    if (reader.accepts("WITH", "TIME", "ZONE")) {
      return " WITH TIME ZONE";
    }
    reader.accepts("WITHOUT", "TIME", "ZONE");
    return "";
  }
}
