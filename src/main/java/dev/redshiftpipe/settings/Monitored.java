package dev.redshiftpipe.settings;

import java.util.regex.Pattern;

/**
 * How those who look at the process reach it.
 *
 * @param httpPort 0 for none
 * @param httpHost name or address that it listens on
 */
public record Monitored(int httpPort, String httpHost) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]+");

  static Monitored read(Values values) {
    return new Monitored(
        values.number("http.port", 0),
        values.read("http.host", Monitored::host).orElse(""));
  }

  private static String host(String text) {
    if (!HOST.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no host name or address such as localhost or 0.0.0.0");
    }
    return text;
  }
}
