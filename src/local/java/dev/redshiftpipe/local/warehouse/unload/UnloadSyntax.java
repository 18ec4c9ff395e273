package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.sql.Command;
import dev.redshiftpipe.local.warehouse.sql.Dialect;
import dev.redshiftpipe.local.warehouse.sql.Lexer;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import dev.redshiftpipe.local.warehouse.sql.Rendered;
import dev.redshiftpipe.local.warehouse.sql.Token;
import dev.redshiftpipe.local.warehouse.sql.TokenReader;
import java.util.List;
import java.util.Map;

/** Reads UNLOAD as the Database Developer Guide writes it (r_UNLOAD). */
public final class UnloadSyntax {
  private UnloadSyntax() {}

  /**
   * What the statement asks for.
   *
   * @throws Refusal of wrong syntax, of options that exclude each other, and by its name of an
   *     option that the stand-in does not have
   */
  public static UnloadCommand command(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("UNLOAD", "(");
    Rendered query = query(reader.string());
    reader.expect(")", "TO");
    String to = reader.string();
    UnloadOptions options = UnloadOptions.of(new OptionReader(reader).read());
    if (!to.startsWith("s3://")) {
      throw new Refusal("Invalid S3 URI: " + to, "22023");
    }
    String path = to.substring("s3://".length());
    int slash = path.indexOf('/');
    String bucket = slash < 0 ? path : path.substring(0, slash);
    String prefix = slash < 0 ? "" : path.substring(slash + 1);
    boolean lacksSlash = !prefix.isEmpty() && !prefix.endsWith("/");
    if (!options.partitions().isEmpty() && lacksSlash) {
      prefix += "/";
    }
    return new UnloadCommand(query, bucket, prefix, options);
  }

  private static Rendered query(String sql) throws Refusal {
    List<Token> tokens = Lexer.tokens(sql);
    if (tokens.isEmpty()) {
      throw Refusal.syntaxErrorAtEnd();
    }
    Token first = tokens.getFirst();
    if (!first.isAny("SELECT", "WITH") && !first.isSymbol("(")) {
      throw Refusal.syntaxErrorAt(first);
    }
    refuseLimit(tokens);
    Command command = Dialect.command(sql, Map.of());
    if (command instanceof Command.Run run) {
      return run.sql();
    }
    throw Refusal.syntaxErrorAt(first);
  }

  /** The outer SELECT can't have a LIMIT (r_UNLOAD, Limit clause); TOP is another word for it. */
  private static void refuseLimit(List<Token> tokens) throws Refusal {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isSymbol("(")) {
        depth++;
      } else if (token.isSymbol(")")) {
        depth--;
      }
      boolean isTop = i > 0 && token.is("TOP") && tokens.get(i - 1).is("SELECT");
      if (depth == 0 && (token.is("LIMIT") || isTop)) {
        throw new Refusal(
            "Limit clause is not supported in the outermost select of an UNLOAD statement",
            "0A000");
      }
    }
  }
}
