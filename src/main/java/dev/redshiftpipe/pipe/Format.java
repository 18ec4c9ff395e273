package dev.redshiftpipe.pipe;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How files are written: one of COPY's formats, and what COPY says behind it.
 *
 * @param detail of FIXEDWIDTH the columns and widths, {@code id:5,name:20}; of JSON and AVRO {@code
 *     auto}, {@code auto ignorecase}, {@code noshred} or the s3:// address of a JSONPaths file; of
 *     XML the local name of the element that is a row, behind those of elements that it must be in,
 *     {@code orders/order}; empty for the others
 * @param arrays of XML the local names, in lower case, of the elements that are always arrays
 */
public record Format(Kind kind, String detail, Set<String> arrays) {
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

  /** Without arrays. */
  public Format(Kind kind, String detail) {
    this(kind, detail, Set.of());
  }

  public Format {
    arrays = Set.copyOf(arrays);
    boolean fits =
        switch (kind) {
          case CSV, DELIMITED, PARQUET, ORC -> detail.isEmpty();
          case FIXEDWIDTH -> WIDTHS.matcher(detail).matches();
          case JSON -> isWayToMap(detail) || detail.equals("noshred");
          case AVRO -> isWayToMap(detail);
          case XML -> Arrays.stream(detail.split("/", -1)).allMatch(Format::isElement);
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

  /**
   * With elements that are always arrays.
   *
   * @param names with commas between them
   * @throws IllegalArgumentException when it is not XML, or a name is not that of an element
   */
  public Format withArrays(String names) {
    Set<String> elements =
        Arrays.stream(names.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    for (String name : elements) {
      if (!isElement(name)) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is not a valid name of an XML element without its prefix");
      }
    }
    if (kind != Kind.XML && !elements.isEmpty()) {
      throw new IllegalArgumentException("arrays are for format xml, not " + this);
    }
    return new Format(
        kind,
        detail,
        elements.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
  }

  /** Whether an XML element can have this local name. */
  private static boolean isElement(String name) {
    return ELEMENT.matcher(name).matches();
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
      case XML ->
          "expected the name of the element that is a row, such as xml order or xml orders/order";
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
