package dev.redshiftpipe.infer;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the values of one column were: everything that is needed to choose its type, and none of the
 * values.
 */
final class Seen {
  /** Words that stand for no value; {@code \N} is COPY's own. */
  static final Set<String> NULLS =
      Set.of("\\N", "NULL", "null", "Null", "(null)", "NA", "N/A", "n/a", "NaN", "nan", "None");

  private static final Set<Set<String>> TRUTHS =
      Set.of(Set.of("true", "false"), Set.of("t", "f"), Set.of("yes", "no"), Set.of("y", "n"));
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,3})?");
  private static final Pattern WITH_MARKS =
      Pattern.compile("[-+]?\\d{1,3}([.,' ]\\d{3})*,\\d+|[-+]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
  private static final int MOST_WORDS = 8;

  private final Map<String, Integer> nulls = new TreeMap<>();
  private final Set<String> words = new HashSet<>();
  private final EnumSet<DayForm> days = EnumSet.allOf(DayForm.class);
  private final EnumSet<DayForm> momentDays = EnumSet.allOf(DayForm.class);
  private final Set<Character> separators = new TreeSet<>();
  private int values;
  private int empty;
  private int longest;
  private int integers;
  private int decimals;
  private int floats;
  private int onlyDays;
  private int moments;
  private int zoned;
  private int withoutSeconds;
  private int withMarks;
  private int quoted;
  private int digits;
  private int scale;
  private boolean isEvenScale = true;

  /** Of text, in which an empty field is no value. */
  void add(String value) {
    if (value.isBlank()) {
      empty++;
      longest = Math.max(longest, value.length());
      return;
    }
    if (NULLS.contains(value)) {
      nulls.merge(value, 1, Integer::sum);
      return;
    }
    values++;
    longest = Math.max(longest, value.getBytes(StandardCharsets.UTF_8).length);
    quoted += isQuoted(value) ? 1 : 0;
    if (words.size() <= MOST_WORDS) {
      words.add(value.toLowerCase(Locale.ROOT));
    }
    if (NUMBER.matcher(value).matches()) {
      number(value);
    }
    if (!time(value) && WITH_MARKS.matcher(value).matches()) {
      withMarks++;
    }
  }

  private static boolean isQuoted(String value) {
    char first = value.charAt(0);
    return value.length() > 1
        && (first == '"' || first == '\'')
        && value.charAt(value.length() - 1) == first;
  }

  private void number(String value) {
    boolean hasExponent = value.indexOf('e') >= 0 || value.indexOf('E') >= 0;
    if (hasExponent) {
      floats++;
      return;
    }
    int point = value.indexOf('.');
    int sign = value.startsWith("-") ? 1 : 0;
    digits = Math.max(digits, (point < 0 ? value.length() : point) - sign);
    if (point < 0) {
      integers++;
      return;
    }
    int behind = value.length() - point - 1;
    isEvenScale &= decimals == 0 || behind == scale;
    scale = Math.max(scale, behind);
    decimals++;
  }

  private boolean time(String value) {
    Set<DayForm> forms = DayForm.of(value);
    if (!forms.isEmpty()) {
      onlyDays++;
      days.retainAll(forms);
      return true;
    }
    return Moment.of(value)
        .map(
            moment -> {
              moments++;
              momentDays.retainAll(moment.days());
              separators.add(moment.separator());
              zoned += moment.hasZone() ? 1 : 0;
              withoutSeconds += moment.hasSeconds() ? 0 : 1;
              return true;
            })
        .orElse(false);
  }

  /** What the values are when one word stands for no value. */
  Kind kind(String nullWord) {
    boolean hasOtherWords = nulls.keySet().stream().anyMatch(word -> !word.equals(nullWord));
    if (values == 0) {
      return hasOtherWords ? Kind.TEXT : Kind.NOTHING;
    }
    if (hasOtherWords) {
      return Kind.TEXT;
    }
    if (isTruth()) {
      return Kind.TRUTH;
    }
    if (onlyDays == values && !days.isEmpty() && !(days.contains(DayForm.DIGITS))) {
      return Kind.DAY;
    }
    if (moments > 0 && moments + onlyDays == values && !timeForms().isEmpty()) {
      return Kind.MOMENT;
    }
    if (integers == values) {
      return digits <= BigDecimal.valueOf(Long.MAX_VALUE).precision() - 1
          ? Kind.INTEGER
          : digits <= NumberType.MOST_DIGITS ? Kind.DECIMAL : Kind.TEXT;
    }
    if (integers + decimals == values && digits + scale <= NumberType.MOST_DIGITS) {
      return Kind.DECIMAL;
    }
    return integers + decimals + floats == values ? Kind.FLOAT : Kind.TEXT;
  }

  private boolean isTruth() {
    return TRUTHS.contains(words) || words.equals(Set.of("true")) || words.equals(Set.of("false"));
  }

  /** Kinds of columns. */
  enum Kind {
    /** No value was seen. */
    NOTHING,
    TRUTH,
    INTEGER,
    DECIMAL,
    FLOAT,
    DAY,
    MOMENT,
    TEXT
  }

  /** Words that stand for no value, with their number. */
  Map<String, Integer> nulls() {
    return nulls;
  }

  int values() {
    return values;
  }

  int empty() {
    return empty;
  }

  /** Bytes of the longest value in UTF-8, of one of the words at least. */
  int longest() {
    int word = nulls.keySet().stream().mapToInt(String::length).max().orElse(0);
    return Math.max(longest, word);
  }

  /** Of numbers without exponents: most digits before the point, and behind it. */
  NumberType number() {
    return new NumberType(digits, scale, isEvenScale && integers == 0);
  }

  /** Ways to read its days. */
  Set<DayForm> dayForms() {
    return days;
  }

  /** Ways to read the days of its moments. */
  Set<DayForm> timeForms() {
    Set<DayForm> both = EnumSet.noneOf(DayForm.class);
    both.addAll(momentDays);
    if (onlyDays > 0) {
      both.retainAll(days);
    }
    return both;
  }

  boolean hasOnlyBlanks() {
    return separators.equals(Set.of(' '));
  }

  boolean isZoned() {
    return zoned > 0;
  }

  boolean isZonedInPart() {
    return zoned > 0 && zoned < moments;
  }

  boolean isWithoutSeconds() {
    return withoutSeconds == moments && onlyDays == 0;
  }

  boolean hasSecondsAlways() {
    return withoutSeconds == 0 && onlyDays == 0;
  }

  /** Whether all are eight digits that could be days. */
  boolean couldBeDays() {
    return onlyDays == values && values > 0 && days.contains(DayForm.DIGITS);
  }

  /** Whether some begin and end with quotes. */
  boolean isQuoted() {
    return quoted > 0;
  }

  /** Whether all are written with marks between digits, as COPY does not read them. */
  boolean isNumberWithMarks() {
    return values > 0 && withMarks + integers + decimals >= values && withMarks > 0;
  }
}
