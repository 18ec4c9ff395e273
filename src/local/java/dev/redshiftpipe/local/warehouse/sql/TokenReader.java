package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/** Reads tokens from left to right. */
public final class TokenReader {
  private final List<Token> tokens;
  private int at;

  public TokenReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  public boolean atEnd() {
    return at >= tokens.size();
  }

  /** The token that comes next. */
  public Token peek() throws Refusal {
    if (atEnd()) {
      throw Refusal.syntaxErrorAtEnd();
    }
    return tokens.get(at);
  }

  public Token next() throws Refusal {
    Token token = peek();
    at++;
    return token;
  }

  /** Whether these words come next. */
  public boolean sees(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (at + i >= tokens.size()) {
        return false;
      }
      Token token = tokens.get(at + i);
      if (!token.is(words[i]) && !token.isSymbol(words[i])) {
        return false;
      }
    }
    return true;
  }

  /** Takes these words if they come next. */
  public boolean accepts(String... words) {
    boolean seen = sees(words);
    if (seen) {
      at += words.length;
    }
    return seen;
  }

  public void expect(String... words) throws Refusal {
    for (String word : words) {
      if (!accepts(word)) {
        throw atEnd() ? Refusal.syntaxErrorAtEnd() : Refusal.syntaxErrorAt(peek());
      }
    }
  }

  public String string() throws Refusal {
    Token token = next();
    if (token.kind() != Token.Kind.STRING) {
      throw Refusal.syntaxErrorAt(token);
    }
    return token.value();
  }

  /** A name, qualified or not: its tokens with the dots. */
  public List<Token> qualifiedName() throws Refusal {
    List<Token> name = new ArrayList<>();
    do {
      if (!peek().isName()) {
        throw Refusal.syntaxErrorAt(peek());
      }
      if (name.isEmpty()) {
        ReservedWords.refuse(peek()); // behind a dot any word is a name
      }
      name.add(next());
    } while (sees(".") && name.add(next()));
    return name;
  }

  /** Names in parentheses, with commas between them. */
  public List<Token> names() throws Refusal {
    List<Token> names = new ArrayList<>();
    expect("(");
    do {
      if (!peek().isName()) {
        throw Refusal.syntaxErrorAt(peek());
      }
      ReservedWords.refuse(peek());
      names.add(next());
    } while (accepts(","));
    expect(")");
    return names;
  }

  /** What stands between the parenthesis that comes next and the one that closes it. */
  public List<Token> bracketed() throws Refusal {
    int close = Brackets.close(tokens, at);
    List<Token> inner = List.copyOf(tokens.subList(at + 1, close));
    at = close + 1;
    return inner;
  }

  /** What is left, without taking it. */
  List<Token> copy() {
    return List.copyOf(tokens.subList(at, tokens.size()));
  }

  public List<Token> rest() {
    List<Token> rest = List.copyOf(tokens.subList(at, tokens.size()));
    at = tokens.size();
    return rest;
  }

  /** SQL of these tokens, for PostgreSQL. */
  public static Rendered rendered(List<Token> tokens) {
    return Rendered.of(tokens);
  }

  /** The tokens read so far. */
  List<Token> before() {
    return List.copyOf(tokens.subList(0, at));
  }
}
