package dev.redshiftpipe.infer;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds out how the fields of some texts are told apart. */
final class Dialects {
  /** The likelier first. */
  private static final char[] DELIMITERS = {',', '\t', ';', '|', '^', '~', '\u0001'};

  private static final char[] QUOTES = {'"', '\''};
  private static final int ROWS = 300;

  private Dialects() {}

  /**
   * The dialect that makes most rows alike.
   *
   * @param likeness share of rows that have the usual number of fields
   * @param fields the usual number
   */
  record Found(Dialect dialect, double likeness, int fields) {
    private double score() {
      return fields < 2 ? 0 : likeness + Math.min(fields, 50) / 1000.0;
    }
  }

  /**
   * @param areWhole for each text, whether nothing of it is missing
   */
  static Found of(List<String> texts, List<Boolean> areWhole) {
    Found best = new Found(new Dialect(',', '"', false), 1, 1);
    for (char delimiter : DELIMITERS) {
      for (Dialect dialect : dialects(delimiter, texts)) {
        Found found = tried(dialect, texts, areWhole);
        if (found.score() > best.score() + 1e-9) {
          best = found;
        }
      }
    }
    return best;
  }

  /** Those with quotes only where fields begin and end with them. */
  private static List<Dialect> dialects(char delimiter, List<String> texts) {
    List<Dialect> dialects = new ArrayList<>();
    String mark = Pattern.quote(String.valueOf(delimiter));
    for (char quote : QUOTES) {
      Pattern begins = Pattern.compile("(^|" + mark + ")" + quote, Pattern.MULTILINE);
      Pattern ends = Pattern.compile(quote + "\\r?($|" + mark + ")", Pattern.MULTILINE);
      if (texts.stream()
          .anyMatch(text -> begins.matcher(text).find() && ends.matcher(text).find())) {
        dialects.add(new Dialect(delimiter, quote, false));
      }
    }
    dialects.add(new Dialect(delimiter, Dialect.NONE, false));
    Pattern escaped = Pattern.compile("\\\\(" + mark + "|\\\\|\\n)");
    if (texts.stream().anyMatch(text -> escaped.matcher(text).find())) {
      dialects.add(new Dialect(delimiter, Dialect.NONE, true));
    }
    return dialects;
  }

  private static Found tried(Dialect dialect, List<String> texts, List<Boolean> areWhole) {
    Map<Integer, Integer> counts = new HashMap<>();
    int rows = 0;
    for (int i = 0; i < texts.size(); i++) {
      try {
        for (List<String> row : dialect.rows(texts.get(i), areWhole.get(i), ROWS)) {
          counts.merge(row.size(), 1, Integer::sum);
          rows++;
        }
      } catch (CsvParseException e) {
        return new Found(dialect, 0, 1);
      }
    }
    int usual =
        counts.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(1);
    return new Found(dialect, rows == 0 ? 0 : (double) counts.getOrDefault(usual, 0) / rows, usual);
  }
}
