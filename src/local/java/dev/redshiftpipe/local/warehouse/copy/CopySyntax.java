package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import dev.redshiftpipe.local.warehouse.sql.Token;
import dev.redshiftpipe.local.warehouse.sql.TokenReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads COPY as the Database Developer Guide writes it (r_COPY, copy-parameters-*). */
public final class CopySyntax {
  /** Options that stand alone. */
  private static final Set<String> FLAGS =
      Set.of(
          "MANIFEST",
          "GZIP",
          "IGNOREBLANKLINES",
          "EMPTYASNULL",
          "BLANKSASNULL",
          "TRIMBLANKS",
          "TRUNCATECOLUMNS",
          "FILLRECORD",
          "ROUNDEC",
          "NOLOAD");

  /** Options with a value, before which AS may stand. */
  private static final Set<String> VALUED =
      Set.of(
          "DELIMITER",
          "QUOTE",
          "IGNOREHEADER",
          "MAXERROR",
          "DATEFORMAT",
          "TIMEFORMAT",
          "REGION",
          "COMPROWS");

  private final TokenReader reader;
  private final Set<String> flags = new HashSet<>();
  private final Map<String, String> values = new HashMap<>();
  private String format = "";
  private boolean isAuthorized;

  private CopySyntax(TokenReader reader) {
    this.reader = reader;
  }

  /**
   * What the statement asks for.
   *
   * @throws Refusal of wrong syntax, of options that exclude each other, and by its name of an
   *     option that the stand-in does not have
   */
  public static CopyCommand command(List<Token> tokens) throws Refusal {
    return new CopySyntax(new TokenReader(tokens)).command();
  }

  private CopyCommand command() throws Refusal {
    reader.expect("COPY");
    List<Token> table = reader.qualifiedName();
    List<String> columns = new ArrayList<>();
    if (reader.sees("(")) {
      reader.bracketed().stream().filter(Token::isName).map(Token::name).forEach(columns::add);
    }
    reader.expect("FROM");
    String from = reader.string();
    if (!from.startsWith("s3://")) {
      throw Refusal.standInCannot("COPY from " + from.replaceAll(":.*", ""));
    }
    while (!reader.atEnd()) {
      option();
    }
    if (!isAuthorized) {
      throw new Refusal(
          "The required parameter CREDENTIALS or IAM_ROLE is missing from the COPY command",
          "42601");
    }
    return new CopyCommand(
        TokenReader.rendered(table),
        columns,
        from,
        CopyFormats.of(format, values, flags),
        options());
  }

  private void option() throws Refusal {
    Token token = reader.next();
    String word = token.text().toUpperCase(Locale.ROOT);
    if (token.kind() != Token.Kind.WORD) {
      throw Refusal.syntaxErrorAt(token);
    }
    if (FLAGS.contains(word)) {
      flags.add(word);
    } else if (VALUED.contains(word)) {
      reader.accepts("AS");
      values.put(word, value());
    } else {
      special(token, word);
    }
  }

  private void special(Token token, String word) throws Refusal {
    switch (word) {
      case "IAM_ROLE" -> authorize();
      case "CREDENTIALS", "WITH" -> {
        if (word.equals("WITH")) {
          reader.expect("CREDENTIALS");
        }
        reader.accepts("AS");
        authorize();
      }
      case "ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN" -> authorize();
      case "FORMAT" -> {
        reader.accepts("AS");
        format(reader.next());
      }
      case "CSV", "JSON" -> format(token);
      case "NULL" -> {
        reader.accepts("AS");
        values.put(word, reader.string());
      }
      case "ACCEPTINVCHARS" -> {
        boolean named = reader.accepts("AS") || seesString();
        values.put(word, named ? reader.string() : "?");
      }
      case "COMPUPDATE", "STATUPDATE" -> {
        if (!reader.atEnd() && reader.peek().isAny("ON", "OFF", "TRUE", "FALSE", "PRESET")) {
          reader.next();
        }
      }
      case "ENCODING" -> encoding();
      default -> throw unknown(token, word);
    }
  }

  private void authorize() throws Refusal {
    Token role = reader.next();
    if (!role.is("DEFAULT") && role.kind() != Token.Kind.STRING) {
      throw Refusal.syntaxErrorAt(role);
    }
    isAuthorized = true;
  }

  private void format(Token token) throws Refusal {
    String word = token.text().toUpperCase(Locale.ROOT);
    if (!format.isEmpty()) {
      throw new Refusal("conflicting or redundant options", "42601");
    }
    if (!word.equals("CSV") && !word.equals("JSON")) {
      throw unknown(token, word);
    }
    format = word;
    if (word.equals("JSON")) {
      reader.accepts("AS");
      values.put(word, seesString() ? reader.string() : "auto");
    }
  }

  private void encoding() throws Refusal {
    reader.accepts("AS");
    Token name = reader.next();
    String encoding = name.kind() == Token.Kind.STRING ? name.value() : name.text();
    if (!encoding.equalsIgnoreCase("UTF8")) {
      throw Refusal.standInCannot("COPY option ENCODING " + encoding);
    }
  }

  private String value() throws Refusal {
    Token token = reader.next();
    return switch (token.kind()) {
      case STRING -> token.value();
      case NUMBER -> token.text();
      default -> throw Refusal.syntaxErrorAt(token);
    };
  }

  private boolean seesString() throws Refusal {
    return !reader.atEnd() && reader.peek().kind() == Token.Kind.STRING;
  }

  private static Refusal unknown(Token token, String word) {
    return CopyFormats.LATER.contains(word)
        ? new Refusal("the stand-in does not execute COPY option " + word + " yet", "0A000")
        : Refusal.syntaxErrorAt(token);
  }

  private CopyOptions options() throws Refusal {
    return new CopyOptions(
        flags.contains("MANIFEST"),
        flags.contains("GZIP"),
        values.getOrDefault("NULL", "\\N"),
        number("IGNOREHEADER", Integer.MAX_VALUE),
        number("MAXERROR", 100_000),
        flags.contains("IGNOREBLANKLINES"),
        flags.contains("EMPTYASNULL"),
        flags.contains("BLANKSASNULL"),
        flags.contains("TRIMBLANKS"),
        flags.contains("TRUNCATECOLUMNS"),
        flags.contains("FILLRECORD"),
        flags.contains("ROUNDEC"),
        flags.contains("NOLOAD"),
        Optional.ofNullable(values.get("ACCEPTINVCHARS")).map(text -> text.charAt(0)),
        Optional.ofNullable(values.get("DATEFORMAT")),
        Optional.ofNullable(values.get("TIMEFORMAT")));
  }

  private int number(String option, int most) throws Refusal {
    String text = values.getOrDefault(option, "0");
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > most) {
      throw new Refusal("Invalid value for " + option + ": " + text, "22023");
    }
    return Integer.parseInt(text);
  }
}
