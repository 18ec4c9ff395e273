package dev.redshiftpipe.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings' texts, read into types; collects every mistake instead of stopping at the first.
 */
final class Values {
  private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*(B|KB|MB|GB|TB)?");

  private final Map<String, String> texts;
  private final List<String> mistakes = new ArrayList<>();

  Values(Map<String, String> texts) {
    this.texts = texts;
  }

  /** The text of a key or its fallback; a mistake when it is required and missing. */
  String text(String key) {
    String text = texts.getOrDefault(key, "").strip();
    if (!text.isEmpty()) {
      return text;
    }
    String fallback = Setting.of(key).map(Setting::fallback).orElse("");
    if (fallback.equals(Setting.REQUIRED)) {
      mistake(key, "is missing: " + Setting.of(key).map(Setting::meaning).orElse(""));
      return "";
    }
    return texts.containsKey(fallback) || Setting.of(fallback).isPresent()
        ? text(fallback)
        : fallback;
  }

  /** Whether a key is given, be it with its fallback. */
  boolean isGiven(String key) {
    return !texts.getOrDefault(key, "").isBlank();
  }

  /** Reads a key; empty, and a mistake, when {@code reader} refuses it or it is missing. */
  <T> Optional<T> read(String key, Function<String, T> reader) {
    int before = mistakes.size();
    String text = text(key);
    if (mistakes.size() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException e) {
      mistake(key, ": " + e.getMessage());
      return Optional.empty();
    }
  }

  int number(String key, int least) {
    return read(
            key,
            text -> {
              try {
                int number = Integer.parseInt(text);
                if (number >= least) {
                  return number;
                }
              } catch (NumberFormatException e) {
                // said below, as for a number that is too small
              }
              throw new IllegalArgumentException(
                  "\"%s\" is no number of at least %d".formatted(text, least));
            })
        .orElse(least);
  }

  Duration duration(String key) {
    return read(key, Values::parseDuration).orElse(Duration.ofSeconds(1));
  }

  long size(String key) {
    return read(key, Values::parseSize).orElse(1L);
  }

  /** A constant, written in lower case with {@code -}. */
  static <T extends Enum<T>> T oneOf(Class<T> type, String text) {
    List<String> known = new ArrayList<>();
    for (T constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equalsIgnoreCase(text)) {
        return constant;
      }
      known.add(name);
    }
    throw new IllegalArgumentException("\"" + text + "\" is none of " + String.join(", ", known));
  }

  static boolean isTrue(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is none of true, false");
    };
  }

  void mistake(String key, String what) {
    mistakes.add(key + (what.startsWith(":") ? "" : " ") + what);
  }

  List<String> mistakes() {
    return mistakes;
  }

  private static Duration parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no duration such as 500ms, 30s, 2m, 1h, 14d");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static long parseSize(String text) {
    Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no size such as 500MB or 10GB");
    }
    String unit = matcher.group(2) == null ? "B" : matcher.group(2);
    return Long.parseLong(matcher.group(1))
        << (10 * List.of("B", "KB", "MB", "GB", "TB").indexOf(unit));
  }
}
