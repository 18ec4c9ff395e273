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

  /** What a dialect is worth of which some quotes do not go together. */
  private static final double BROKEN = 0.99;

  /** What a dialect without quotes is worth where most that begins with one ends with it, too. */
  private static final double KEPT = 0.98;

  private Dialects() {}

  /**
   * The dialect that makes most rows alike.
   *
   * @param likeness share of rows that have the usual number of fields; less where quotes of some
   *     rows do not go together
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

  /** Those with quotes only where fields begin and end with them, with escapes where they are. */
  private static List<Dialect> dialects(char delimiter, List<String> texts) {
    List<Dialect> dialects = new ArrayList<>();
    String mark = Pattern.quote(String.valueOf(delimiter));
    for (char quote : QUOTES) {
      Pattern begins = Pattern.compile("(^|" + mark + ")" + quote, Pattern.MULTILINE);
      Pattern ends = Pattern.compile(quote + "\\r?($|" + mark + ")", Pattern.MULTILINE);
      if (texts.stream()
          .anyMatch(text -> begins.matcher(text).find() && ends.matcher(text).find())) {
        dialects.add(new Dialect(delimiter, quote, false));
        if (texts.stream().anyMatch(text -> text.contains("\\" + quote))) {
          dialects.add(new Dialect(delimiter, quote, true));
        }
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
    try {
      return tried(dialect, texts, areWhole, false);
    } catch (CsvParseException e) {
      Found lenient = tried(dialect, texts, areWhole, true);
      return new Found(dialect, BROKEN * lenient.likeness(), lenient.fields());
    }
  }

  private static Found tried(
      Dialect dialect, List<String> texts, List<Boolean> areWhole, boolean isLenient) {
    Map<Integer, Integer> counts = new HashMap<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      rows.addAll(dialect.rows(texts.get(i), areWhole.get(i), ROWS, isLenient));
    }
    rows.forEach(row -> counts.merge(row.size(), 1, Integer::sum));
    int usual =
        counts.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(1);
    double likeness = rows.isEmpty() ? 0 : (double) counts.getOrDefault(usual, 0) / rows.size();
    boolean keepsQuotes = dialect.quote() == Dialect.NONE && areQuoted(rows);
    return new Found(dialect, keepsQuotes ? KEPT * likeness : likeness, usual);
  }

  private static boolean areQuoted(List<List<String>> rows) {
    List<String> begun =
        rows.stream().flatMap(List::stream).filter(field -> field.startsWith("\"")).toList();
    long ended = begun.stream().filter(field -> field.length() > 1 && field.endsWith("\"")).count();
    return ended > begun.size() / 2;
  }

  /** fastcsv has the place in the message and the reason in the cause. */
  static String reason(CsvParseException e) {
    return e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause().getMessage());
  }
}
