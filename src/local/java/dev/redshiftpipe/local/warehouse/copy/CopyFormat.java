package dev.redshiftpipe.local.warehouse.copy;

import java.util.List;

/** How files are laid out. */
public sealed interface CopyFormat {
  /** As sys_load_history names it. */
  String name();

  /** Whether the format has a NULL of its own, so that NULL AS does not apply. */
  default boolean knowsNull() {
    return false;
  }

  /**
   * @param delimiter one character or several
   * @param quote around fields that hold delimiters, line ends or quotes
   */
  record Csv(String delimiter, char quote) implements CopyFormat {
    @Override
    public String name() {
      return "CSV";
    }
  }

  /**
   * Fields between delimiters.
   *
   * @param delimiter one character or several
   * @param escapes whether a backslash takes the meaning from what follows it (ESCAPE)
   * @param removesQuotes whether quotes around a field are none of it (REMOVEQUOTES)
   */
  record Delimited(String delimiter, boolean escapes, boolean removesQuotes) implements CopyFormat {
    @Override
    public String name() {
      return "TEXT";
    }
  }

  /**
   * Fields of fixed widths, one behind the other.
   *
   * @param widths in characters, in the order of the columns
   */
  record FixedWidth(List<Integer> widths) implements CopyFormat {
    public FixedWidth {
      widths = List.copyOf(widths);
    }

    @Override
    public String name() {
      return "TEXT";
    }
  }

  /** Objects of JSON, one behind the other. */
  record Json(Mapping mapping) implements CopyFormat {
    @Override
    public String name() {
      return "JSON";
    }

    @Override
    public boolean knowsNull() {
      return true;
    }
  }

  /** Avro object container files. */
  record Avro(Mapping mapping) implements CopyFormat {
    @Override
    public String name() {
      return "AVRO";
    }

    @Override
    public boolean knowsNull() {
      return true;
    }
  }

  /**
   * Parquet files, whose columns are the table's by position.
   *
   * @param serializesToJson whether columns of type SUPER may be filled
   */
  record Parquet(boolean serializesToJson) implements CopyFormat {
    @Override
    public String name() {
      return "PARQUET";
    }

    @Override
    public boolean knowsNull() {
      return true;
    }
  }
}
