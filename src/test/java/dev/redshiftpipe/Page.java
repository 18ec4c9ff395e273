package dev.redshiftpipe;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A page of the documentation, or a part of it, and the blocks that it shows.
 *
 * @param text as Markdown
 */
public record Page(String text) {
  public static Page of(Path path) {
    try {
      return new Page(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands before a heading. */
  public Page before(String heading) {
    return new Page(text.substring(0, place(heading)));
  }

  /** A heading and all that stands behind it. */
  public Page from(String heading) {
    return new Page(text.substring(place(heading)));
  }

  /** What blocks of a language hold, also those of list items, in their order. */
  public List<String> blocks(String language) {
    return Pattern.compile("(?sm)^( *)```" + language + "\\n(.*?)^\\1```$")
        .matcher(text)
        .results()
        .map(block -> block.group(2).stripIndent())
        .toList();
  }

  /** The only block of a language that has a text in it. */
  public String block(String language, String with) {
    List<String> found = blocks(language).stream().filter(block -> block.contains(with)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "%d blocks of %s have %s in them".formatted(found.size(), language, with));
    }
    return found.get(0);
  }

  /** Names of the pipes that its settings make. */
  public Set<String> pipes() {
    Set<String> names = new TreeSet<>();
    blocks("properties").stream()
        .flatMap(block -> properties(block).keySet().stream())
        .filter(key -> key.startsWith("pipe."))
        .forEach(key -> names.add(key.split("\\.")[1]));
    return names;
  }

  /** A block of settings, read as the process reads its file. */
  public static Map<String, String> properties(String block) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(block));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }

  private int place(String heading) {
    int place = text.indexOf("\n" + heading + "\n");
    if (place < 0) {
      throw new IllegalArgumentException("the page has no heading " + heading);
    }
    return place + 1;
  }
}
