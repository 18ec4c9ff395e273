package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Token;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads delimiters and null strings that are written as octal numbers of UTF-8's code units, for
 * instance {@code '\001'}.
 */
public final class OctalEscapes {
  private static final Pattern PART =
      Pattern.compile("\\\\(?<octal>[0-7]{1,3})|\\\\.|''|.", Pattern.DOTALL);

  private OctalEscapes() {}

  /** The value of a string literal. */
  public static String value(Token literal) {
    String text = literal.text();
    if (!text.startsWith("'")) {
      return literal.value();
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    Matcher parts = PART.matcher(text.substring(1, text.length() - 1));
    while (parts.find()) {
      String octal = parts.group("octal");
      if (octal == null) {
        Token part = new Token(Token.Kind.STRING, "'" + parts.group() + "'", 0, false);
        value.writeBytes(part.value().getBytes(StandardCharsets.UTF_8));
      } else {
        value.write(Integer.parseInt(octal, 8));
      }
    }
    return value.toString(StandardCharsets.UTF_8);
  }
}
