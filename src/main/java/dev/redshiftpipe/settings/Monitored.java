package dev.redshiftpipe.settings;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How those who look at the process reach it, and what it tells by itself.
 *
 * @param httpPort 0 for none
 * @param httpHost name or address that it listens on
 * @param tracesEndpoint URL of a collector, without the path that OTLP adds; empty for no traces
 */
public record Monitored(int httpPort, String httpHost, LogFormat logFormat, String tracesEndpoint) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]+");

  /** How the log is written. */
  public enum LogFormat {
    /** Lines for people. */
    TEXT,
    /** A line of JSON an event. */
    JSON
  }

  static Monitored read(Values values) {
    return new Monitored(
        values.number("http.port", 0),
        values.read("http.host", Monitored::host).orElse(""),
        values
            .read("log.format", text -> Values.oneOf(LogFormat.class, text))
            .orElse(LogFormat.TEXT),
        values.read("traces.endpoint", Monitored::endpoint).orElse(""));
  }

  /**
   * How the log is to be written, as settings say that may be wrong elsewhere; what is no format is
   * told of when they are read.
   */
  public static LogFormat logFormat(Map<String, String> file, Map<String, String> environment) {
    String text = Environment.over(file, environment).getOrDefault("log.format", "").strip();
    return text.equalsIgnoreCase(LogFormat.JSON.name()) ? LogFormat.JSON : LogFormat.TEXT;
  }

  private static String host(String text) {
    if (!HOST.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no host name or address such as localhost or 0.0.0.0");
    }
    return text;
  }

  private static String endpoint(String text) {
    if (text.isEmpty()) {
      return "";
    }
    URI uri = URI.create(text);
    if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        || uri.getHost() == null
        || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no URL of a collector such as http://localhost:4318");
    }
    return text.replaceAll("/+$", "");
  }
}
