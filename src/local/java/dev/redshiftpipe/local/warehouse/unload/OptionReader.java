package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.copy.OctalEscapes;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import dev.redshiftpipe.local.warehouse.sql.Token;
import dev.redshiftpipe.local.warehouse.sql.TokenReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the options of UNLOAD, which stand in any order. */
final class OptionReader {
  private final TokenReader reader;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> partitions = new ArrayList<>();
  private @Nullable UnloadFormat format;
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
          "The required parameter CREDENTIALS or IAM_ROLE is missing from the UNLOAD command",
          "42601");
    }
    GivenOptions given =
        new GivenOptions(format == null ? UnloadFormat.TEXT : format, partitions, values);
    Exclusions.check(given);
    return given;
  }

  private void option() throws Refusal {
    Token token = reader.next();
    String word = token.text().toUpperCase(Locale.ROOT);
    if (token.kind() != Token.Kind.WORD) {
      throw Refusal.syntaxErrorAt(token);
    }
    switch (word) {
      case "ADDQUOTES",
          "ALLOWOVERWRITE",
          "BZIP2",
          "CLEANPATH",
          "ESCAPE",
          "GZIP",
          "HEADER",
          "ZSTD" ->
          put(word, "");
      case "CSV", "JSON", "PARQUET" -> format(token);
      case "FORMAT" -> {
        reader.accepts("AS");
        format(reader.next());
      }
      case "DELIMITER", "EXTENSION", "KMS_KEY_ID", "NULL", "REGION" -> {
        reader.accepts("AS");
        put(word, string());
      }
      case "MAXFILESIZE", "ROWGROUPSIZE" -> put(word, size());
      case "MANIFEST" -> {
        put(word, "");
        flag("VERBOSE");
      }
      case "ENCRYPTED" -> {
        put(word, "");
        flag("AUTO");
      }
      case "PARALLEL" -> {
        boolean says = !reader.atEnd() && reader.peek().isAny("ON", "TRUE", "OFF", "FALSE");
        put(word, says ? reader.next().text() : "ON");
      }
      case "PARTITION" -> partition();
      case "IAM_ROLE", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN" -> authorize();
      case "WITH", "CREDENTIALS" -> {
        if (word.equals("WITH")) {
          reader.expect("CREDENTIALS");
        }
        reader.accepts("AS");
        put("CREDENTIALS", "");
        authorize();
      }
      case "FIXEDWIDTH", "MASTER_SYMMETRIC_KEY" ->
          throw Refusal.standInCannot("UNLOAD option " + word);
      default -> throw Refusal.syntaxErrorAt(token);
    }
  }

  private void put(String option, String value) throws Refusal {
    if (values.put(option, value) != null) {
      throw new Refusal("conflicting or redundant options", "42601");
    }
  }

  private void flag(String word) throws Refusal {
    if (reader.accepts(word)) {
      put(word, "");
    }
  }

  private void format(Token token) throws Refusal {
    if (format != null) {
      throw new Refusal("conflicting or redundant options", "42601");
    }
    format =
        switch (token.text().toUpperCase(Locale.ROOT)) {
          case "CSV" -> UnloadFormat.CSV;
          case "JSON" -> UnloadFormat.JSON;
          case "PARQUET" -> UnloadFormat.PARQUET;
          default -> throw Refusal.syntaxErrorAt(token);
        };
  }

  private String string() throws Refusal {
    Token literal = reader.next();
    if (literal.kind() != Token.Kind.STRING) {
      throw Refusal.syntaxErrorAt(literal);
    }
    return OctalEscapes.value(literal);
  }

  private String size() throws Refusal {
    reader.accepts("AS");
    Token number = reader.next();
    if (number.kind() != Token.Kind.NUMBER) {
      throw Refusal.syntaxErrorAt(number);
    }
    boolean hasUnit = !reader.atEnd() && reader.peek().isAny("MB", "GB");
    return hasUnit
        ? number.text() + " " + reader.next().text().toUpperCase(Locale.ROOT)
        : number.text();
  }

  private void partition() throws Refusal {
    reader.expect("BY", "(");
    do {
      Token column = reader.next();
      // Amazon Redshift doesn't support string literals in PARTITION BY clauses (r_UNLOAD)
      if (!column.isName()) {
        throw Refusal.syntaxErrorAt(column);
      }
      partitions.add(column.name());
    } while (reader.accepts(","));
    reader.expect(")");
    flag("INCLUDE");
  }

  private void authorize() throws Refusal {
    Token role = reader.next();
    if (!role.is("DEFAULT") && role.kind() != Token.Kind.STRING) {
      throw Refusal.syntaxErrorAt(role);
    }
    isAuthorized = true;
  }
}
