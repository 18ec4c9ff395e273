package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/** Which parenthesis closes which, and what commas separate. */
public final class Brackets {
  private Brackets() {}

  /** The index of the parenthesis that closes the one at {@code open}. */
  static int close(List<Token> tokens, int open) throws Refusal {
    if (open >= tokens.size()) {
      throw Refusal.syntaxErrorAtEnd();
    }
    if (!tokens.get(open).isSymbol("(")) {
      throw Refusal.syntaxErrorAt(tokens.get(open));
    }
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += depthChange(tokens.get(i));
      if (depth == 0) {
        return i;
      }
    }
    throw Refusal.syntaxErrorAtEnd();
  }

  /** The parts between the commas that stand in no parentheses. */
  public static List<List<Token>> parts(List<Token> tokens) {
    List<List<Token>> parts = new ArrayList<>();
    List<Token> part = new ArrayList<>();
    int depth = 0;
    for (Token token : tokens) {
      depth += depthChange(token);
      if (depth == 0 && token.isSymbol(",")) {
        parts.add(part);
        part = new ArrayList<>();
      } else {
        part.add(token);
      }
    }
    if (!part.isEmpty() || !parts.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  static int depthChange(Token token) {
    if (token.isSymbol("(")) {
      return 1;
    }
    return token.isSymbol(")") ? -1 : 0;
  }
}
