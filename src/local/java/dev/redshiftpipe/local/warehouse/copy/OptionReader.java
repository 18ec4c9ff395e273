package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import dev.redshiftpipe.local.warehouse.sql.Token;
import dev.redshiftpipe.local.warehouse.sql.TokenReader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the options of COPY, which stand in any order. */
final class OptionReader {
  /** Options that stand alone. */
  private static final Set<String> FLAGS =
      Set.of(
          "ACCEPTANYDATE",
          "BLANKSASNULL",
          "BZIP2",
          "EMPTYASNULL",
          "ESCAPE",
          "EXPLICIT_IDS",
          "FILLRECORD",
          "GZIP",
          "IGNOREALLERRORS",
          "IGNOREBLANKLINES",
          "MANIFEST",
          "NOLOAD",
          "REMOVEQUOTES",
          "ROUNDEC",
          "SERIALIZETOJSON",
          "TRIMBLANKS",
          "TRUNCATECOLUMNS",
          "ZSTD");

  /** Options with a value, before which AS may stand. */
  private static final Set<String> VALUED =
      Set.of(
          "DELIMITER",
          "QUOTE",
          "NULL",
          "IGNOREHEADER",
          "MAXERROR",
          "DATEFORMAT",
          "TIMEFORMAT",
          "REGION",
          "COMPROWS");

  /** Redshift has them, the stand-in has not. */
  private static final Set<String> LATER =
      Set.of(
          "ENCRYPTED",
          "JOB",
          "LZOP",
          "MASTER_SYMMETRIC_KEY",
          "ORC",
          "READRATIO",
          "SHAPEFILE",
          "SSH");

  private final TokenReader reader;
  private final Map<String, String> values = new LinkedHashMap<>();
  private String format = "";
  private boolean isAuthorized;

  OptionReader(TokenReader reader) {
    this.reader = reader;
  }

  /**
   * All that is left of the statement.
   *
   * @throws Refusal also of options that exclude each other, and by its name of one that the
   *     stand-in does not have
   */
  GivenOptions read() throws Refusal {
    while (!reader.atEnd()) {
      option();
    }
    if (!isAuthorized) {
      throw new Refusal(
          "The required parameter CREDENTIALS or IAM_ROLE is missing from the COPY command",
          "42601");
    }
    // the format's own argument is no option of it
    Map<String, String> options = new LinkedHashMap<>(values);
    options.remove("FORMAT");
    Exclusions.check(new GivenOptions(format, options));
    return new GivenOptions(format, values);
  }

  private void option() throws Refusal {
    Token token = reader.next();
    String word = token.text().toUpperCase(Locale.ROOT);
    if (token.kind() != Token.Kind.WORD) {
      throw Refusal.syntaxErrorAt(token);
    }
    if (FLAGS.contains(word)) {
      put(word, "");
    } else if (VALUED.contains(word)) {
      reader.accepts("AS");
      put(word, value());
    } else {
      special(token, word);
    }
  }

  private void special(Token token, String word) throws Refusal {
    switch (word) {
      case "IAM_ROLE", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN" -> authorize();
      case "CREDENTIALS", "WITH" -> {
        if (word.equals("WITH")) {
          reader.expect("CREDENTIALS");
        }
        reader.accepts("AS");
        authorize();
      }
      case "FORMAT" -> {
        reader.accepts("AS");
        format(reader.next());
      }
      case "AVRO", "CSV", "FIXEDWIDTH", "JSON", "PARQUET" -> format(token);
      case "ACCEPTINVCHARS" -> {
        boolean named = reader.accepts("AS") || seesString();
        put(word, named ? reader.string() : "?");
      }
      case "COMPUPDATE", "STATUPDATE" -> {
        boolean named =
            !reader.atEnd() && reader.peek().isAny("ON", "OFF", "TRUE", "FALSE", "PRESET");
        put(word, named ? reader.next().text() : "ON");
      }
      case "ENCODING" -> {
        reader.accepts("AS");
        Token name = reader.next();
        boolean isString = name.kind() == Token.Kind.STRING;
        put(word, (isString ? name.value() : name.text()).toUpperCase(Locale.ROOT));
      }
      default -> throw unknown(token, word);
    }
  }

  private void put(String option, String value) throws Refusal {
    if (values.put(option, value) != null) {
      throw GivenOptions.conflict();
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
      throw GivenOptions.conflict();
    }
    format = word;
    switch (word) {
      case "CSV", "PARQUET" -> {}
      case "FIXEDWIDTH" -> {
        reader.accepts("AS");
        put("FORMAT", reader.string());
      }
      case "AVRO", "JSON" -> {
        reader.accepts("AS");
        put("FORMAT", seesString() ? reader.string() : "auto");
      }
      default -> throw unknown(token, word);
    }
  }

  private String value() throws Refusal {
    Token token = reader.next();
    return switch (token.kind()) {
      case STRING -> OctalEscapes.value(token);
      case NUMBER -> token.text();
      default -> throw Refusal.syntaxErrorAt(token);
    };
  }

  private boolean seesString() throws Refusal {
    return !reader.atEnd() && reader.peek().kind() == Token.Kind.STRING;
  }

  private static Refusal unknown(Token token, String word) {
    return LATER.contains(word)
        ? new Refusal("the stand-in does not execute COPY option " + word + " yet", "0A000")
        : Refusal.syntaxErrorAt(token);
  }
}
