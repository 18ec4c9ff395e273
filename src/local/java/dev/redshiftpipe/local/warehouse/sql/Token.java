package dev.redshiftpipe.local.warehouse.sql;

/**
 * One lexical unit of a statement; white space and comments are none.
 *
 * @param text as written, quotes included
 * @param position where it starts in the statement, from 0
 * @param spaced whether white space or a comment stood before it
 */
public record Token(Kind kind, String text, int position, boolean spaced) {
  /** What a token is. */
  public enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    NUMBER,
    SYMBOL,
    PARAMETER
  }

  /** A word put in by a rewrite, at the place of what it replaces. */
  static Token word(String text, Token at) {
    return new Token(Kind.WORD, text, at.position, true);
  }

  static Token symbol(String text, Token at) {
    return new Token(Kind.SYMBOL, text, at.position, false);
  }

  /** A string literal of exactly this value. */
  static Token string(String value, Token at) {
    String text = "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    return new Token(Kind.STRING, text, at.position, true);
  }

  /** Whether it is this word, in any case, not quoted. */
  public boolean is(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  public boolean isAny(String... words) {
    for (String word : words) {
      if (is(word)) {
        return true;
      }
    }
    return false;
  }

  public boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  public boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }

  /**
   * The name it stands for. Redshift folds quoted names to lower case too, unless
   * enable_case_sensitive_identifier is set (Database Developer Guide, r_names); names of IAM users
   * keep their case.
   */
  public String name() {
    if (kind != Kind.QUOTED_NAME) {
      return folded(text);
    }
    String inner = text.substring(1, text.length() - 1).replace("\"\"", "\"");
    boolean isIamUser = inner.startsWith("IAM:") || inner.startsWith("IAMR:");
    return isIamUser ? inner : folded(inner);
  }

  /** ASCII letters only (r_names), as PostgreSQL does with bare names. */
  private static String folded(String name) {
    StringBuilder folded = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return folded.toString();
  }

  /** The value of a string literal, its escapes resolved. */
  public String value() {
    return StringLiterals.value(text);
  }

  Token withText(String replacement) {
    return new Token(kind, replacement, position, spaced);
  }

  Token withSpace() {
    return new Token(kind, text, position, true);
  }
}
