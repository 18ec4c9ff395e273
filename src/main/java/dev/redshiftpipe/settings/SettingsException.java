package dev.redshiftpipe.settings;

import java.util.List;

/** All that is wrong with the settings, each with the key to edit. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  public SettingsException(List<String> mistakes) {
    super("settings: " + String.join("; ", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<String> mistakes() {
    return mistakes;
  }
}
