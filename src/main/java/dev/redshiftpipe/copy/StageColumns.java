package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The definitions of a stage's columns, {@code id INT, amount DECIMAL(9, 2)}. */
public final class StageColumns {
  private static final Pattern NO_NAME =
      Pattern.compile("(?s)--[^\\n]*|/\\*.*?\\*/|'(?:[^'\\\\]++|''|\\\\.)*+'");

  private StageColumns() {}

  /** Their names, as Redshift keeps them. */
  public static List<String> names(String definitions) {
    List<String> names = new ArrayList<>();
    int depth = 0;
    boolean isQuoted = false;
    StringBuilder one = new StringBuilder();
    for (char c : (NO_NAME.matcher(definitions).replaceAll(" ") + ",").toCharArray()) {
      isQuoted ^= c == '"';
      depth += isQuoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0 && !isQuoted) {
        names.add(name(one.toString().strip()));
        one.setLength(0);
      } else {
        one.append(c);
      }
    }
    return names;
  }

  private static String name(String definition) {
    int end = definition.indexOf('"', 1);
    return Identifier.folded(
        definition.startsWith("\"") && end > 0
            ? definition.substring(1, end)
            : definition.split("\\s")[0]);
  }
}
