package dev.redshiftpipe.copy;

import dev.redshiftpipe.copy.CopyOptionRules.Takes;
import dev.redshiftpipe.pipe.Format;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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
      Pattern.compile("\\s*(?:[A-Za-z_]\\w*|\\d+\\b|'(?:[^'\\\\]|''|\\\\.)*')");

  private static final Pattern PART =
      Pattern.compile("\\\\(?<octal>[0-7]{1,3})|\\\\(?<escaped>.)|''|.", Pattern.DOTALL);

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
        if (takes.fits(value)) {
          option.append(' ').append(takes.sent(value));
          i++;
        } else if (!takes.isOptional() || option.length() > name.length()) {
          throw new IllegalArgumentException(name + takes.expected() + " found " + quoted(value));
        }
      }
      if (given.put(name, option.toString()) != null) {
        throw new IllegalArgumentException(name + " is given twice");
      }
    }
    if (value("QUOTE", "\"").length() != 1) {
      throw new IllegalArgumentException("QUOTE is one character");
    }
    if (format == Format.Kind.FIXEDWIDTH && encoding() != Encoding.UTF8) {
      throw new IllegalArgumentException(
          "ENCODING %s does not go with format fixedwidth, whose files must be UTF-8"
              .formatted(encoding()));
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

  /** How the characters of files are written. */
  public Encoding encoding() {
    String option = given.getOrDefault("ENCODING", "");
    return option.isEmpty()
        ? Encoding.UTF8
        : Encoding.valueOf(option.substring(option.lastIndexOf(' ') + 1));
  }

  /**
   * The text that an option gives, with its escapes read: {@code \t}, {@code ''}, and octal numbers
   * of UTF-8's code units such as {@code \001} (developer guide, DELIMITER).
   */
  String value(String name, String fallback) {
    String option = given.getOrDefault(name, "");
    if (option.isEmpty()) {
      return fallback;
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    Matcher part = PART.matcher(option.substring(option.indexOf('\'') + 1, option.length() - 1));
    while (part.find()) {
      if (part.group("octal") != null) {
        value.write(Integer.parseInt(part.group("octal"), 8));
      } else {
        String text =
            part.group("escaped") == null ? part.group() : unescaped(part.group("escaped"));
        value.writeBytes(text.replace("''", "'").getBytes(StandardCharsets.UTF_8));
      }
    }
    return value.toString(StandardCharsets.UTF_8);
  }

  private static String unescaped(String letter) {
    return switch (letter) {
      case "b" -> "\b";
      case "f" -> "\f";
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      default -> letter;
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

  static String quoted(String value) {
    return "\"" + value + "\"";
  }
}
