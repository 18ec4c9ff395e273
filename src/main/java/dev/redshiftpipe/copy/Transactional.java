package dev.redshiftpipe.copy;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a transaction may hold. Source: developer guide; each statement's page says whether it runs
 * in a transaction block.
 */
public final class Transactional {
  private static final String NOT_IN_A_BLOCK = "does not run in a transaction";

  private static final Map<Pattern, String> REFUSED =
      Map.ofEntries(
          refused("TRUNCATE", "commits the transaction; use DELETE"),
          refused("(BEGIN|START|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT)", "ends the transaction"),
          refused("VACUUM", NOT_IN_A_BLOCK),
          refused("ALTER TABLE .* APPEND", "commits the transaction"),
          refused("ALTER TABLE .* ALTER (COLUMN|DISTKEY|DISTSTYLE|SORTKEY)", NOT_IN_A_BLOCK),
          refused("(CREATE|DROP|ALTER) (DATABASE|LIBRARY|DATASHARE)", NOT_IN_A_BLOCK),
          refused("(CREATE|DROP|ALTER) EXTERNAL", NOT_IN_A_BLOCK),
          refused("(LOCK|SET SESSION AUTHORIZATION)", "the pipe has taken its locks already"));

  private Transactional() {}

  /**
   * Lets one statement pass.
   *
   * @throws IllegalArgumentException saying why it cannot be part of a load's transaction
   */
  public static void check(String statement) {
    String words =
        statement.replaceAll("(?s)--[^\\n]*|/\\*.*?\\*/", " ").replaceAll("\\s+", " ").strip();
    REFUSED.forEach(
        (pattern, reason) -> {
          if (pattern.matcher(words.toUpperCase(Locale.ROOT)).lookingAt()) {
            throw new IllegalArgumentException("\"%s\" %s".formatted(words.split(" ")[0], reason));
          }
        });
  }

  private static Map.Entry<Pattern, String> refused(String words, String reason) {
    return Map.entry(Pattern.compile(words + "\\b"), reason);
  }
}
