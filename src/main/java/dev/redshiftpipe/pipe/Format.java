package dev.redshiftpipe.pipe;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How files are written: one of COPY's formats, and what COPY says behind it.
 *
 * @param detail of FIXEDWIDTH the columns and widths, {@code id:5,name:20}; of JSON and AVRO {@code
 *     auto}, {@code auto ignorecase}, {@code noshred} or the s3:// address of a JSONPaths file; of
 *     XML the name of the element that is a row; empty for the others
 */
public record Format(Kind kind, String detail) {
  /** Comma-separated with quotes, COPY's CSV. */
  public static final Format CSV = new Format(Kind.CSV, "");

  /** Fields between delimiters, {@code |} unless the options say otherwise. */
  public static final Format DELIMITED = new Format(Kind.DELIMITED, "");

  /** JSON objects, fields to columns by name, COPY's JSON 'auto'. */
  public static final Format JSON = new Format(Kind.JSON, "auto");

  private static final Pattern PATHS = Pattern.compile("s3://[^/\\s]+/\\S+");
  private static final Pattern WIDTHS = Pattern.compile("\\w+:\\d+(\\s*,\\s*\\w+:\\d+)*");
  private static final Pattern ELEMENT = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*");

  /** The formats. */
  public enum Kind {
    CSV,
    DELIMITED,
    FIXEDWIDTH,
    JSON,
    AVRO,
    PARQUET,
    ORC,
    /** COPY cannot read it; the pipe makes JSON lines of it. */
    XML;

    /** Whether COPY takes columns by position, checks nothing row by row, and few options. */
    public boolean isColumnar() {
      return this == PARQUET || this == ORC;
    }

    /** Whether the suffix tells how a file is compressed; the others compress within. */
    public boolean isCompressedAsAWhole() {
      return !isColumnar() && this != AVRO;
    }
  }

  public Format {
    boolean fits =
        switch (kind) {
          case CSV, DELIMITED, PARQUET, ORC -> detail.isEmpty();
          case FIXEDWIDTH -> WIDTHS.matcher(detail).matches();
          case JSON -> isWayToMap(detail) || detail.equals("noshred");
          case AVRO -> isWayToMap(detail);
          case XML -> ELEMENT.matcher(detail).matches();
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "\"%s\" cannot stand behind %s; %s".formatted(detail, lower(kind), expected(kind)));
    }
  }

  /**
   * Reads {@code csv}, {@code json 'auto ignorecase'}, {@code fixedwidth 'id:5,name:20'} and so on;
   * the quotes may be left out.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Format parse(String text) {
    String[] parts = text.strip().split("\\s+", 2);
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(known -> known.name().equalsIgnoreCase(parts[0]))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "\"%s\" is no format; choose csv, delimited, fixedwidth, json, avro,"
                                .formatted(parts[0])
                            + " parquet, orc or xml"));
    String detail = parts.length < 2 ? "" : parts[1].replaceAll("^'(.*)'$", "$1").strip();
    boolean mapsByDefault = kind == Kind.JSON || kind == Kind.AVRO;
    return new Format(kind, mapsByDefault && detail.isEmpty() ? "auto" : detail);
  }

  private static boolean isWayToMap(String detail) {
    return detail.equals("auto")
        || detail.equals("auto ignorecase")
        || PATHS.matcher(detail).matches();
  }

  private static String expected(Kind kind) {
    return switch (kind) {
      case CSV, DELIMITED, PARQUET, ORC -> "nothing may";
      case FIXEDWIDTH -> "expected columns and widths, such as fixedwidth 'id:5,name:20'";
      case JSON -> "expected auto, auto ignorecase, noshred or the s3:// address of JSONPaths";
      case AVRO -> "expected auto, auto ignorecase or the s3:// address of JSONPaths";
      case XML -> "expected the name of the element that is a row, such as xml order";
    };
  }

  private static String lower(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** As the settings write it. */
  @Override
  public String toString() {
    return detail.isEmpty() ? lower(kind) : lower(kind) + " '" + detail + "'";
  }
}
