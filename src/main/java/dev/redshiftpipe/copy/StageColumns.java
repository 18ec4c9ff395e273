package dev.redshiftpipe.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The definitions of a stage's columns, {@code id INT, amount DECIMAL(9, 2)}. */
public final class StageColumns {
  private static final Pattern NO_NAME =
      Pattern.compile("(?s)--[^\\n]*|/\\*.*?\\*/|'(?:[^'\\\\]++|''|\\\\.)*+'");

  private StageColumns() {}

  /** Their names, in lower case. */
  public static List<String> names(String definitions) {
    List<String> names = new ArrayList<>();
    int depth = 0;
    StringBuilder one = new StringBuilder();
    for (char c : (NO_NAME.matcher(definitions).replaceAll(" ") + ",").toCharArray()) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        names.add(
            one.toString().strip().split("\\s")[0].replace("\"", "").toLowerCase(Locale.ROOT));
        one.setLength(0);
      } else {
        one.append(c);
      }
    }
    return names;
  }
}
