package dev.redshiftpipe.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The definitions of a stage's columns, {@code id INT, amount DECIMAL(9, 2)}. */
public final class StageColumns {
  private StageColumns() {}

  /** Their names, in lower case. */
  public static List<String> names(String definitions) {
    List<String> names = new ArrayList<>();
    int depth = 0;
    StringBuilder one = new StringBuilder();
    for (char c : (definitions.replaceAll("--[^\\n]*", " ") + ",").toCharArray()) {
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
