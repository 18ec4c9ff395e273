package dev.redshiftpipe.local.warehouse.copy;

/** How files are laid out. */
public sealed interface CopyFormat {
  /** As sys_load_history names it. */
  String name();

  /**
   * @param quote around fields that hold delimiters, line ends or quotes
   */
  record Csv(char delimiter, char quote) implements CopyFormat {
    @Override
    public String name() {
      return "CSV";
    }
  }

  /** Fields between delimiters; neither quotes nor escapes mean anything. */
  record Delimited(char delimiter) implements CopyFormat {
    @Override
    public String name() {
      return "TEXT";
    }
  }

  /**
   * JSON 'auto': keys are names of columns.
   *
   * @param ignoresCase for 'auto ignorecase'
   */
  record Json(boolean ignoresCase) implements CopyFormat {
    @Override
    public String name() {
      return "JSON";
    }
  }
}
