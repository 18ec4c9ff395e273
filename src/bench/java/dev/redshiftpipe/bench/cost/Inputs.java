package dev.redshiftpipe.bench.cost;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;

/** What is computed with: {@code prices.properties}; a system property of the same name counts. */
final class Inputs {
  private final Properties properties = new Properties();

  Inputs() throws IOException {
    try (InputStream file = Inputs.class.getResourceAsStream("/bench/prices.properties")) {
      properties.load(Objects.requireNonNull(file));
    }
  }

  double number(String name) {
    String text = System.getProperty(name, properties.getProperty(name));
    return Double.parseDouble(Objects.requireNonNull(text, name).strip());
  }
}
