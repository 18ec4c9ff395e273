package dev.redshiftpipe.pipe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of schemas, tables and columns, as settings write them: bare, or in double quotes where
 * they have blanks or other signs (developer guide, Names and identifiers).
 */
public final class Identifier {
  private static final int MOST_BYTES = 127;
  private static final Pattern BARE =
      Pattern.compile(
          "[a-z_[\\p{L}&&[^\\p{ASCII}]]][a-z0-9_$[\\p{L}\\p{M}\\p{N}&&[^\\p{ASCII}]]]*");

  private Identifier() {}

  /** Whether quotes can make a name of it. */
  public static boolean isName(String text) {
    return !text.isBlank()
        && text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
        && text.chars().noneMatch(c -> c == '"' || Character.isISOControl(c));
  }

  /**
   * As Redshift keeps it: ASCII letters in lower case, be it quoted or not, unless
   * enable_case_sensitive_identifier is set.
   */
  public static String folded(String name) {
    StringBuilder folded = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return folded.toString();
  }

  /** As settings write it. */
  public static String written(String name) {
    return BARE.matcher(name).matches() ? name : quoted(name);
  }

  /** In double quotes. */
  public static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /**
   * The names in a list with commas, folded.
   *
   * @throws IllegalArgumentException naming what is no name
   */
  public static List<String> list(String text) {
    return split(text, ',').stream()
        .filter(name -> !name.isEmpty())
        .map(name -> read(name, "column"))
        .toList();
  }

  /**
   * One name, folded.
   *
   * @param what it names, for messages
   */
  static String read(String text, String what) {
    boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    String name = folded(isQuoted ? text.substring(1, text.length() - 1) : text);
    if (!isName(name) || (!isQuoted && !BARE.matcher(name).matches())) {
      throw new IllegalArgumentException(
          "\"%s\" is no name of a %s; letters, digits, _ and $ make one, others stand in double quotes, 127 bytes at most"
              .formatted(name, what));
    }
    return name;
  }

  /** What stands between separators that are not in quotes, without blanks around it. */
  public static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean isQuoted = false;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      isQuoted ^= text.charAt(i) == '"';
      if (text.charAt(i) == separator && !isQuoted) {
        parts.add(text.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    parts.add(text.substring(begin).strip());
    return parts;
  }
}
