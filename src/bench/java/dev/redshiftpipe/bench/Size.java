package dev.redshiftpipe.bench;

import java.time.Duration;

/** Sizes of a run: the full ones, unless a system property of that name says otherwise. */
public final class Size {
  private Size() {}

  public static int number(String property, int full) {
    String text = System.getProperty(property, "");
    return text.isBlank() ? full : Integer.parseInt(text.strip());
  }

  /** Written as in the settings: {@code 90s}, {@code 6m}. */
  public static Duration duration(String property, Duration full) {
    String text = System.getProperty(property, "");
    return text.isBlank() ? full : Duration.parse("PT" + text.strip());
  }
}
