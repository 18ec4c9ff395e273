package dev.redshiftpipe.infer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The types of columns of text, and what COPY must be told so that it reads them.
 *
 * @param nullWord what stands for NULL; empty for COPY's own, {@code \N}
 * @param types by the place of their column
 */
record TextTypes(String nullWord, Clocks clocks, List<Type> types) {
  private static final String USUAL_NULL = "\\N";
  private static final int LONGEST_TEXT = 65_535;
  private static final int SHORTEST_TEXT = 64;
  private static final int UNKNOWN_TEXT = 256;

  /**
   * A type.
   *
   * @param sql as in CREATE TABLE
   * @param doubt what is not sure about it; empty for nothing
   */
  record Type(String sql, String doubt) {}

  static TextTypes of(List<Seen> columns) {
    String word = nullWord(columns);
    List<Seen> days = columns.stream().filter(one -> one.kind(word) == Seen.Kind.DAY).toList();
    List<Seen> moments =
        columns.stream().filter(one -> one.kind(word) == Seen.Kind.MOMENT).toList();
    Clocks clocks = Clocks.of(days, moments);
    List<Type> types = new ArrayList<>();
    for (Seen seen : columns) {
      types.add(type(seen, word, clocks));
    }
    return new TextTypes(word.equals(USUAL_NULL) ? "" : word, clocks, types);
  }

  /** The types of strings in JSON: only days and moments are read out of them. */
  static Type ofJsonString(Seen seen, Clocks clocks) {
    Seen.Kind kind = jsonKind(seen);
    return kind == Seen.Kind.DAY || kind == Seen.Kind.MOMENT
        ? type(seen, USUAL_NULL, clocks)
        : text(seen, "");
  }

  /** The types of texts of which COPY makes numbers, too, but no NULL of words. */
  static Type ofText(Seen seen, Clocks clocks) {
    return seen.nulls().isEmpty() ? type(seen, USUAL_NULL, clocks) : text(seen, "");
  }

  static Seen.Kind jsonKind(Seen seen) {
    return seen.nulls().isEmpty() ? seen.kind(USUAL_NULL) : Seen.Kind.TEXT;
  }

  /**
   * VARCHAR counts bytes, not characters. Four times as many as were seen: a longer value refuses
   * its file, and length that is not used costs nothing on disk.
   */
  static String text(int longest) {
    int length = SHORTEST_TEXT;
    while (length < 4 * longest && length < LONGEST_TEXT) {
      length *= 2;
    }
    return "VARCHAR(" + Math.min(length, LONGEST_TEXT) + ")";
  }

  /** The word with which most columns are more than text; or else the one that text has most. */
  private static String nullWord(Collection<Seen> columns) {
    Map<String, Integer> helped = new TreeMap<>();
    Map<String, Integer> seen = new TreeMap<>();
    for (Seen column : columns) {
      column
          .nulls()
          .forEach(
              (word, count) -> {
                boolean isMore =
                    column.kind(word) != Seen.Kind.TEXT && column.kind(word) != Seen.Kind.NOTHING;
                helped.merge(word, isMore ? 1 : 0, Integer::sum);
                seen.merge(word, count, Integer::sum);
              });
    }
    return helped.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .max(Map.Entry.comparingByValue())
        .or(
            () ->
                seen.entrySet().stream()
                    .filter(entry -> entry.getKey().matches("(?i)\\\\N|\\(?null\\)?"))
                    .max(Map.Entry.comparingByValue()))
        .map(Map.Entry::getKey)
        .orElse(USUAL_NULL);
  }

  private static Type type(Seen seen, String word, Clocks clocks) {
    Seen.Kind kind = seen.kind(word);
    return switch (kind) {
      case NOTHING -> new Type("VARCHAR(" + UNKNOWN_TEXT + ")", "no sample has a value in it");
      case TRUTH -> new Type("BOOLEAN", "");
      case INTEGER ->
          new Type(
              seen.number().integer(),
              seen.couldBeDays()
                  ? "its eight digits could be days: then DATE, with DATEFORMAT 'auto'"
                  : "");
      case DECIMAL ->
          new Type(
              seen.number().decimal(),
              seen.number().isEven()
                  ? ""
                  : "digits behind the point vary, and COPY cuts off what is too much");
      case FLOAT -> new Type("DOUBLE PRECISION", "");
      case DAY -> time(seen, kind, clocks, "DATE");
      case MOMENT -> time(seen, kind, clocks, seen.isZoned() ? "TIMESTAMPTZ" : "TIMESTAMP");
      case TEXT ->
          text(
              seen,
              seen.isNumberWithMarks()
                  ? "numbers with marks between their digits, which COPY does not read; select can"
                      + " make DECIMALs of them"
                  : seen.isQuoted()
                      ? "some values begin and end with quotes, which they keep"
                      : "");
    };
  }

  private static Type time(Seen seen, Seen.Kind kind, Clocks clocks, String sql) {
    if (!clocks.reads(seen, kind)) {
      return text(
          seen,
          "holds times that COPY cannot read beside those of other columns, with one DATEFORMAT and"
              + " one TIMEFORMAT; select can make them of text");
    }
    boolean isAmbiguous =
        Clocks.isAmbiguous(kind == Seen.Kind.DAY ? seen.dayForms() : seen.timeForms());
    String format = kind == Seen.Kind.DAY ? clocks.dateFormat() : clocks.timeFormat();
    String doubt =
        isAmbiguous
            ? "no sample tells day from month; taken for " + format
            : seen.isZonedInPart() ? "some have a zone and some have none" : "";
    return new Type(sql, doubt);
  }

  private static Type text(Seen seen, String doubt) {
    String tooLong =
        seen.longest() > LONGEST_TEXT
            ? "a value has "
                + seen.longest()
                + " bytes, more than VARCHAR holds: COPY refuses it, or cuts it with"
                + " TRUNCATECOLUMNS"
            : "";
    return new Type(text(seen.longest()), Column.joined(doubt, tooLong));
  }
}
