package dev.redshiftpipe.copy;

import dev.redshiftpipe.copy.CopyOptionRules.Takes;
import dev.redshiftpipe.pipe.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Options of COPY as they stand in {@code pipe.NAME.options}, checked word by word. Source: Amazon
 * Redshift database developer guide, COPY, parameters.
 */
public final class CopyOptions {
  /** The files have the values of columns that otherwise number themselves. */
  public static final String EXPLICIT_IDS = "EXPLICIT_IDS";

  private static final Pattern WORD =
      Pattern.compile("\\s*(?:([A-Za-z_]+)|(\\d+)|('(?:[^'\\\\]|''|\\\\.)*'))");

  private final List<String> words = new ArrayList<>();
  private final Map<String, String> given = new TreeMap<>();

  /**
   * @throws IllegalArgumentException naming the word that is unknown, set elsewhere, given twice or
   *     excluded by the format
   */
  public CopyOptions(String text, Format.Kind format) {
    split(text);
    int i = 0;
    while (i < words.size()) {
      String name = words.get(i++).toUpperCase(Locale.ROOT);
      Takes takes = CopyOptionRules.check(name, format);
      StringBuilder option = new StringBuilder(name);
      if (takes != Takes.NOTHING) {
        if (i < words.size() && words.get(i).equalsIgnoreCase("AS")) {
          i++;
          option.append(" AS");
        }
        String value = i < words.size() ? words.get(i) : "";
        if (fits(takes, value)) {
          option.append(' ').append(value.startsWith("'") ? value : value.toUpperCase(Locale.ROOT));
          i++;
        } else if (takes != Takes.TEXT_OR_NOTHING && takes != Takes.SWITCH) {
          throw new IllegalArgumentException(
              name + " takes " + kind(takes) + ", found " + quoted(value));
        }
      }
      if (given.put(name, option.toString()) != null) {
        throw new IllegalArgumentException(name + " is given twice");
      }
    }
  }

  public boolean has(String name) {
    return given.containsKey(name);
  }

  /** The lines that IGNOREHEADER leaves out at the beginning of every file. */
  public int headerLines() {
    String option = given.getOrDefault("IGNOREHEADER", "");
    return option.isEmpty() ? 0 : Integer.parseInt(option.replaceAll("\\D", ""));
  }

  /**
   * The one character that an option gives, as {@code '\t'} too.
   *
   * @throws IllegalArgumentException when it is longer
   */
  char character(String name, char fallback) {
    String option = given.getOrDefault(name, "");
    if (option.isEmpty()) {
      return fallback;
    }
    String text = option.substring(option.indexOf('\'') + 1, option.length() - 1);
    return switch (text) {
      case "\\t" -> '\t';
      case "\\\\", "\\" -> '\\';
      default -> {
        if (text.length() != 1) {
          throw new IllegalArgumentException(
              name + " " + text + " does not go with columns = header; choose one character");
        }
        yield text.charAt(0);
      }
    };
  }

  /** All options as COPY takes them, with single blanks. */
  public String text() {
    return String.join(" ", given.values());
  }

  /** The same for a table that has no columns that number themselves. */
  String textForStage() {
    return given.entrySet().stream()
        .filter(option -> !option.getKey().equals(EXPLICIT_IDS))
        .map(Map.Entry::getValue)
        .collect(Collectors.joining(" "));
  }

  private void split(String text) {
    Matcher word = WORD.matcher(text);
    int end = 0;
    while (word.find() && word.start() == end) {
      words.add(word.group().strip());
      end = word.end();
    }
    if (!text.substring(end).isBlank()) {
      throw new IllegalArgumentException(
          "expected an option of COPY at " + quoted(text.substring(end).strip()));
    }
  }

  private static boolean fits(Takes takes, String value) {
    return switch (takes) {
      case NOTHING -> false;
      case TEXT, TEXT_OR_NOTHING -> value.startsWith("'");
      case NUMBER -> value.matches("\\d+");
      case WORD -> value.matches("\\w+");
      case SWITCH -> value.matches("(?i)ON|OFF|TRUE|FALSE|PRESET");
    };
  }

  private static String kind(Takes takes) {
    return takes == Takes.TEXT
        ? "a text in single quotes"
        : "a " + takes.name().toLowerCase(Locale.ROOT);
  }

  static String quoted(String value) {
    return "\"" + value + "\"";
  }
}
