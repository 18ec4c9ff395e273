package dev.redshiftpipe.pipe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a pipe's files come from: a prefix as COPY takes it, in which {@code *} or {@code {name}}
 * may stand for one path segment, as in {@code s3://lake/raw/{schema}/{table}/}.
 *
 * @param begin what stands before the first of these
 * @param rest what follows, in order; empty where there is none of these
 * @param names of the segments, in order; empty for {@code *}
 */
public record Source(Prefix begin, List<String> rest, List<String> names) {
  private static final Pattern SEGMENT = Pattern.compile("\\*|\\{([a-z][a-z0-9_]*)}");

  public Source {
    rest = List.copyOf(rest);
    names = List.copyOf(names);
  }

  static Source of(Prefix prefix) {
    return new Source(prefix, List.of(), List.of());
  }

  /**
   * @throws IllegalArgumentException when it is no such address, or when a segment is shared by a
   *     pattern and a text
   */
  public static Source parse(String address) {
    Matcher segment = SEGMENT.matcher(address);
    List<String> rest = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int end = -1;
    String begin = address;
    while (segment.find()) {
      requireWhole(address, segment);
      if (end < 0) {
        begin = address.substring(0, segment.start());
      } else {
        rest.add(address.substring(end, segment.start()));
      }
      String name = segment.group(1) == null ? "" : segment.group(1);
      if (!name.isEmpty() && names.contains(name)) {
        throw new IllegalArgumentException("{" + name + "} stands in \"" + address + "\" twice");
      }
      names.add(name);
      end = segment.end();
    }
    if (end >= 0) {
      rest.add(address.substring(end));
    }
    String literal = begin + String.join("", rest);
    if (literal.matches("(?s).*[*{}].*")) {
      throw new IllegalArgumentException(
          "\"" + address + "\" has a pattern that is neither * nor {name}");
    }
    return new Source(Prefix.parse(begin), rest, names);
  }

  /** A key that it covers, without the suffix of a pipe. */
  public String example() {
    StringBuilder key = new StringBuilder(begin.key());
    rest.forEach(more -> key.append("example").append(more));
    return key.append(key.isEmpty() || key.toString().endsWith("/") ? "example" : "/example")
        .toString();
  }

  /** Whether there is no pattern in it. */
  boolean isLiteral() {
    return names.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(begin.toString());
    for (int i = 0; i < names.size(); i++) {
      text.append(names.get(i).isEmpty() ? "*" : "{" + names.get(i) + "}").append(rest.get(i));
    }
    return text.toString();
  }

  private static void requireWhole(String address, Matcher segment) {
    boolean begins = segment.start() > 0 && address.charAt(segment.start() - 1) == '/';
    boolean ends = segment.end() == address.length() || address.charAt(segment.end()) == '/';
    if (!begins || !ends || address.indexOf('/', "s3://".length()) >= segment.start()) {
      throw new IllegalArgumentException(
          "%s in \"%s\" must stand for a whole segment of the key, between two /"
              .formatted(segment.group(), address));
    }
  }
}
