package dev.redshiftpipe.local.warehouse.sql;

import dev.redshiftpipe.local.warehouse.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a statement into tokens: strings with backslash escapes, dollar quotes, quoted names,
 * {@code #temporary} names, {@code :parameters}, nested comments.
 */
public final class Lexer {
  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean spaced;

  private Lexer(String sql) {
    this.sql = sql;
  }

  /**
   * The tokens of a statement, without the semicolon at its end.
   *
   * @throws Refusal where a literal does not end, or a second statement follows
   */
  public static List<Token> tokens(String sql) throws Refusal {
    List<Token> tokens = new Lexer(sql).lexed();
    while (!tokens.isEmpty() && tokens.getLast().isSymbol(";")) {
      tokens.removeLast();
    }
    if (tokens.stream().anyMatch(token -> token.isSymbol(";"))) {
      throw new Refusal("cannot insert multiple commands into a prepared statement", "42601");
    }
    return tokens;
  }

  /** The tokens of a procedure's body, semicolons included. */
  static List<Token> allTokens(String sql) throws Refusal {
    return new Lexer(sql).lexed();
  }

  private List<Token> lexed() throws Refusal {
    while (at < sql.length()) {
      int gap = gapEnd();
      if (gap > at) {
        at = gap;
        spaced = true;
      } else {
        add();
        spaced = false;
      }
    }
    return tokens;
  }

  private int gapEnd() throws Refusal {
    if (Character.isWhitespace(sql.charAt(at))) {
      return at + 1;
    }
    if (sql.startsWith("--", at)) {
      int end = sql.indexOf('\n', at);
      return end < 0 ? sql.length() : end + 1;
    }
    return sql.startsWith("/*", at) ? commentEnd() : at;
  }

  private int commentEnd() throws Refusal {
    int depth = 0;
    int i = at;
    do {
      if (sql.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i += 2;
      } else {
        i++;
      }
      if (i >= sql.length() && depth > 0) {
        throw unterminated("/* comment");
      }
    } while (depth > 0);
    return i;
  }

  private void add() throws Refusal {
    char c = sql.charAt(at);
    char next = at + 1 < sql.length() ? sql.charAt(at + 1) : ' ';
    if (c == '\'') {
      add(Kind.STRING, stringEnd(at));
    } else if ("eEbBxXnN".indexOf(c) >= 0 && next == '\'') {
      add(Kind.STRING, stringEnd(at + 1));
    } else if (c == '"') {
      add(Kind.QUOTED_NAME, quotedNameEnd());
    } else if (c == '$' && dollarTag() != null) {
      add(Kind.STRING, dollarQuoteEnd());
    } else if (startsName(c) || (c == '#' && startsName(next))) {
      add(Kind.WORD, wordEnd(at + 1));
    } else if (Character.isDigit(c) || (c == '.' && Character.isDigit(next))) {
      add(Kind.NUMBER, numberEnd());
    } else if (c == ':' && (continuesName(next) && next != '$')) {
      add(Kind.PARAMETER, wordEnd(at + 1));
    } else {
      add(Kind.SYMBOL, sql.startsWith("::", at) || sql.startsWith(":=", at) ? at + 2 : at + 1);
    }
  }

  private void add(Kind kind, int end) {
    tokens.add(new Token(kind, sql.substring(at, end), at, spaced));
    at = end;
  }

  private int stringEnd(int quote) throws Refusal {
    for (int i = quote + 1; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '\'') {
        if (i + 1 >= sql.length() || sql.charAt(i + 1) != '\'') {
          return i + 1;
        }
        i++;
      }
    }
    throw unterminated("quoted string");
  }

  private int quotedNameEnd() throws Refusal {
    for (int i = at + 1; i < sql.length(); i++) {
      if (sql.charAt(i) == '"') {
        if (i + 1 >= sql.length() || sql.charAt(i + 1) != '"') {
          return i + 1;
        }
        i++;
      }
    }
    throw unterminated("quoted identifier");
  }

  private @org.jspecify.annotations.Nullable String dollarTag() {
    int end = at + 1;
    if (end < sql.length() && Character.isDigit(sql.charAt(end))) {
      return null;
    }
    while (end < sql.length() && continuesName(sql.charAt(end)) && sql.charAt(end) != '$') {
      end++;
    }
    return end < sql.length() && sql.charAt(end) == '$' ? sql.substring(at, end + 1) : null;
  }

  private int dollarQuoteEnd() throws Refusal {
    String tag = java.util.Objects.requireNonNull(dollarTag());
    int end = sql.indexOf(tag, at + tag.length());
    if (end < 0) {
      throw unterminated("dollar-quoted string");
    }
    return end + tag.length();
  }

  private int wordEnd(int from) {
    int end = from;
    while (end < sql.length() && continuesName(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private int numberEnd() {
    int end = at;
    while (end < sql.length()) {
      char c = sql.charAt(end);
      boolean isExponentSign =
          (c == '+' || c == '-') && "eE".indexOf(sql.charAt(end - 1)) >= 0 && end > at;
      if (!Character.isDigit(c) && c != '.' && c != 'e' && c != 'E' && !isExponentSign) {
        break;
      }
      end++;
    }
    return end;
  }

  private static boolean startsName(char c) {
    return Character.isLetter(c) || c == '_' || c > 127;
  }

  private static boolean continuesName(char c) {
    return startsName(c) || Character.isDigit(c) || c == '$';
  }

  private Refusal unterminated(String what) {
    String near = sql.substring(at);
    return new Refusal(
        "unterminated " + what + " at or near \"" + near + "\"", "42601", "", at + 1);
  }
}
