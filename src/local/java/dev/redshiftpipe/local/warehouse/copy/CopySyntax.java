package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import dev.redshiftpipe.local.warehouse.sql.Token;
import dev.redshiftpipe.local.warehouse.sql.TokenReader;
import java.util.ArrayList;
import java.util.List;

/** Reads COPY as the Database Developer Guide writes it (r_COPY, copy-parameters-*). */
public final class CopySyntax {
  private CopySyntax() {}

  /**
   * What the statement asks for.
   *
   * @throws Refusal of wrong syntax, of options that exclude each other, and by its name of an
   *     option that the stand-in does not have
   */
  public static CopyCommand command(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    reader.expect("COPY");
    List<Token> table = reader.qualifiedName();
    List<String> columns = new ArrayList<>();
    if (reader.sees("(")) {
      reader.names().stream().map(Token::name).forEach(columns::add);
    }
    reader.expect("FROM");
    String from = reader.string();
    if (!from.startsWith("s3://")) {
      throw Refusal.standInCannot("COPY from " + from.replaceAll(":.*", ""));
    }
    GivenOptions given = new OptionReader(reader).read();
    return new CopyCommand(
        TokenReader.rendered(table), columns, from, CopyFormats.of(given), CopyOptions.of(given));
  }
}
