package dev.redshiftpipe.infer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the first line of files names their columns. */
final class HeaderGuess {
  /** How sure it is. */
  enum Verdict {
    YES,
    /** All is text, and the first line reads like names. */
    LIKELY,
    NO
  }

  private HeaderGuess() {}

  /**
   * @param files rows of each file, at least one file with rows
   */
  static Verdict of(List<List<List<String>>> files) {
    boolean areNames = files.stream().allMatch(rows -> areNames(rows.get(0)));
    if (!areNames) {
      return Verdict.NO;
    }
    if (files.stream().anyMatch(HeaderGuess::isUnlikeItsRows)) {
      return Verdict.YES;
    }
    boolean isOneLine = files.stream().map(rows -> rows.get(0)).distinct().count() == 1;
    boolean hasRows = files.stream().anyMatch(rows -> rows.size() > 1);
    if (isOneLine && files.size() > 2 && hasRows) {
      return Verdict.YES;
    }
    boolean comesAgain =
        files.stream()
            .anyMatch(rows -> rows.subList(1, rows.size()).stream().anyMatch(rows.get(0)::equals));
    boolean readsLikeNames =
        files.stream().allMatch(rows -> rows.get(0).stream().allMatch(HeaderGuess::isWord));
    return isOneLine && readsLikeNames && !comesAgain && (hasRows || files.size() > 1)
        ? Verdict.LIKELY
        : Verdict.NO;
  }

  /** Each is text, each another one, none empty. */
  private static boolean areNames(List<String> line) {
    Set<String> seen = new HashSet<>();
    for (String field : line) {
      Seen one = new Seen();
      one.add(field.strip());
      if (one.values() == 0 || one.kind("") != Seen.Kind.TEXT || !seen.add(field.strip())) {
        return false;
      }
    }
    return true;
  }

  /** Whether below one of the names there is nothing but numbers, days and the like. */
  private static boolean isUnlikeItsRows(List<List<String>> rows) {
    for (int column = 0; column < rows.get(0).size(); column++) {
      Seen below = new Seen();
      for (List<String> row : rows.subList(1, rows.size())) {
        if (column < row.size()) {
          below.add(row.get(column));
        }
      }
      String word = below.nulls().keySet().stream().findFirst().orElse("");
      Seen.Kind kind = below.kind(word);
      if (below.values() > 0 && kind != Seen.Kind.TEXT && kind != Seen.Kind.NOTHING) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(String field) {
    return field.strip().matches("[\\p{L}_][\\p{L}\\p{N}_ .#%()/-]{0,62}");
  }
}
