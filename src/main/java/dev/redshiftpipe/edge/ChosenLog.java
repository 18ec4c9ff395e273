package dev.redshiftpipe.edge;

import dev.redshiftpipe.settings.Monitored.LogFormat;

/** Tells log4j how to write, unless the command line has told it. */
final class ChosenLog {
  private ChosenLog() {}

  /** To be called before the first logger is made. */
  static void of(LogFormat format) {
    defaultTo("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager");
    if (format == LogFormat.JSON) {
      defaultTo("log4j2.configurationFile", "log4j2-json.properties");
    }
  }

  private static void defaultTo(String property, String value) {
    System.setProperty(property, System.getProperty(property, value));
  }
}
