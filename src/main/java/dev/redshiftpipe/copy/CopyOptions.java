package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options of COPY as they stand in {@code pipe.NAME.options}, checked word by word. Source: Amazon
 * Redshift database developer guide, COPY, parameters.
 */
public final class CopyOptions {
  private static final Pattern WORD =
      Pattern.compile("\\s*(?:([A-Za-z_]+)|(\\d+)|('(?:[^'\\\\]|''|\\\\.)*'))");

  /** What may follow an option. */
  private enum Takes {
    NOTHING,
    TEXT,
    TEXT_OR_NOTHING,
    NUMBER,
    WORD,
    SWITCH
  }

  private static final Map<String, Takes> KNOWN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("ACCEPTANYDATE", Takes.NOTHING),
              Map.entry("ACCEPTINVCHARS", Takes.TEXT_OR_NOTHING),
              Map.entry("BLANKSASNULL", Takes.NOTHING),
              Map.entry("COMPROWS", Takes.NUMBER),
              Map.entry("COMPUPDATE", Takes.SWITCH),
              Map.entry("DATEFORMAT", Takes.TEXT),
              Map.entry("DELIMITER", Takes.TEXT),
              Map.entry("EMPTYASNULL", Takes.NOTHING),
              Map.entry("ENCODING", Takes.WORD),
              Map.entry("ESCAPE", Takes.NOTHING),
              Map.entry("EXPLICIT_IDS", Takes.NOTHING),
              Map.entry("FILLRECORD", Takes.NOTHING),
              Map.entry("IGNOREBLANKLINES", Takes.NOTHING),
              Map.entry("IGNOREHEADER", Takes.NUMBER),
              Map.entry("NULL", Takes.TEXT),
              Map.entry("QUOTE", Takes.TEXT),
              Map.entry("REMOVEQUOTES", Takes.NOTHING),
              Map.entry("ROUNDEC", Takes.NOTHING),
              Map.entry("SERIALIZETOJSON", Takes.NOTHING),
              Map.entry("STATUPDATE", Takes.SWITCH),
              Map.entry("TIMEFORMAT", Takes.TEXT),
              Map.entry("TRIMBLANKS", Takes.NOTHING),
              Map.entry("TRUNCATECOLUMNS", Takes.NOTHING)));

  private static final Map<String, String> OWNED =
      Map.ofEntries(
          Map.entry("FROM", "the manifest of the batch"),
          Map.entry("MANIFEST", "the manifest of the batch"),
          Map.entry("IAM_ROLE", "warehouse.NAME.iam-role"),
          Map.entry("CREDENTIALS", "warehouse.NAME.iam-role"),
          Map.entry("ACCESS_KEY_ID", "warehouse.NAME.iam-role"),
          Map.entry("SECRET_ACCESS_KEY", "warehouse.NAME.iam-role"),
          Map.entry("SESSION_TOKEN", "warehouse.NAME.iam-role"),
          Map.entry("REGION", "the bucket's region, from the notification"),
          Map.entry("FORMAT", "pipe.NAME.format"),
          Map.entry("CSV", "pipe.NAME.format"),
          Map.entry("JSON", "pipe.NAME.format"),
          Map.entry("FIXEDWIDTH", "pipe.NAME.format"),
          Map.entry("AVRO", "pipe.NAME.format"),
          Map.entry("PARQUET", "pipe.NAME.format"),
          Map.entry("ORC", "pipe.NAME.format"),
          Map.entry("SHAPEFILE", "pipe.NAME.format, which does not have it"),
          Map.entry("IGNOREALLERRORS", "pipe.NAME.on-error and .max-errors"),
          Map.entry("JOB", "the pipe, which does what COPY JOB does"),
          Map.entry("SSH", "S3 alone: the pipe does not read from hosts"),
          Map.entry("READRATIO", "S3 alone: the pipe does not read from DynamoDB"),
          Map.entry("ENCRYPTED", "nowhere: it needs a key in SQL; let S3 encrypt (SSE-KMS)"),
          Map.entry(
              "MASTER_SYMMETRIC_KEY", "nowhere: it is a key in SQL; let S3 encrypt (SSE-KMS)"),
          Map.entry("GZIP", "the file's suffix"),
          Map.entry("BZIP2", "the file's suffix"),
          Map.entry("ZSTD", "the file's suffix"),
          Map.entry("LZOP", "the file's suffix"),
          Map.entry("NOLOAD", "the pipe, when it looks for bad files"),
          Map.entry("MAXERROR", "pipe.NAME.on-error and .max-errors"));

  private static final Set<String> OF_TEXT =
      Set.of(
          "DELIMITER",
          "ESCAPE",
          "FILLRECORD",
          "IGNOREBLANKLINES",
          "IGNOREHEADER",
          "NULL",
          "QUOTE",
          "REMOVEQUOTES");

  // developer guide, COPY, data format parameters: which options a format excludes
  private static final Map<Format.Kind, Set<String>> EXCLUDED =
      Map.of(
          Format.Kind.CSV,
          Set.of("REMOVEQUOTES", "ESCAPE"),
          Format.Kind.DELIMITED,
          Set.of("QUOTE"),
          Format.Kind.FIXEDWIDTH,
          Set.of("DELIMITER", "ESCAPE", "QUOTE", "REMOVEQUOTES"),
          Format.Kind.JSON,
          OF_TEXT,
          Format.Kind.AVRO,
          OF_TEXT,
          Format.Kind.XML,
          OF_TEXT);

  // developer guide, COPY from columnar data formats: the only options that these take
  private static final Set<String> OF_COLUMNAR =
      Set.of("ACCEPTINVCHARS", "EXPLICIT_IDS", "FILLRECORD", "SERIALIZETOJSON", "STATUPDATE");

  private final List<String> words = new ArrayList<>();
  private final Map<String, String> given = new TreeMap<>();

  /**
   * @throws IllegalArgumentException naming the word that is unknown, set elsewhere, given twice or
   *     excluded by the format
   */
  public CopyOptions(String text, Format.Kind format) {
    split(text);
    int i = 0;
    while (i < words.size()) {
      String name = words.get(i++).toUpperCase(Locale.ROOT);
      Takes takes = check(name, format);
      StringBuilder option = new StringBuilder(name);
      if (takes != Takes.NOTHING) {
        if (i < words.size() && words.get(i).equalsIgnoreCase("AS")) {
          i++;
          option.append(" AS");
        }
        String value = i < words.size() ? words.get(i) : "";
        if (fits(takes, value)) {
          option.append(' ').append(value.startsWith("'") ? value : value.toUpperCase(Locale.ROOT));
          i++;
        } else if (takes != Takes.TEXT_OR_NOTHING && takes != Takes.SWITCH) {
          throw new IllegalArgumentException(
              name + " takes " + kind(takes) + ", found " + quoted(value));
        }
      }
      if (given.put(name, option.toString()) != null) {
        throw new IllegalArgumentException(name + " is given twice");
      }
    }
  }

  public boolean has(String name) {
    return given.containsKey(name);
  }

  /** The lines that IGNOREHEADER leaves out at the beginning of every file. */
  public int headerLines() {
    String option = given.getOrDefault("IGNOREHEADER", "");
    return option.isEmpty() ? 0 : Integer.parseInt(option.replaceAll("\\D", ""));
  }

  /**
   * The one character that an option gives, as {@code '\t'} too.
   *
   * @throws IllegalArgumentException when it is longer
   */
  char character(String name, char fallback) {
    String option = given.getOrDefault(name, "");
    if (option.isEmpty()) {
      return fallback;
    }
    String text = option.substring(option.indexOf('\'') + 1, option.length() - 1);
    return switch (text) {
      case "\\t" -> '\t';
      case "\\\\", "\\" -> '\\';
      default -> {
        if (text.length() != 1) {
          throw new IllegalArgumentException(
              name + " " + text + " does not go with columns = header; choose one character");
        }
        yield text.charAt(0);
      }
    };
  }

  /** All options as COPY takes them, with single blanks. */
  public String text() {
    return String.join(" ", given.values());
  }

  private void split(String text) {
    Matcher word = WORD.matcher(text);
    int end = 0;
    while (word.find() && word.start() == end) {
      words.add(word.group().strip());
      end = word.end();
    }
    if (!text.substring(end).isBlank()) {
      throw new IllegalArgumentException(
          "expected an option of COPY at " + quoted(text.substring(end).strip()));
    }
  }

  private static Takes check(String name, Format.Kind format) {
    if (OWNED.containsKey(name)) {
      throw new IllegalArgumentException(
          name + " is not for options; it comes from " + OWNED.get(name));
    }
    Takes takes = KNOWN.get(name);
    if (takes == null) {
      throw new IllegalArgumentException(
          quoted(name) + " is no option of COPY; known are " + String.join(", ", KNOWN.keySet()));
    }
    boolean goes =
        format.isColumnar()
            ? OF_COLUMNAR.contains(name)
            : !name.equals("SERIALIZETOJSON")
                && !EXCLUDED.getOrDefault(format, Set.of()).contains(name);
    if (!goes) {
      throw new IllegalArgumentException(name + " does not go with format " + lower(format));
    }
    return takes;
  }

  private static boolean fits(Takes takes, String value) {
    return switch (takes) {
      case NOTHING -> false;
      case TEXT, TEXT_OR_NOTHING -> value.startsWith("'");
      case NUMBER -> value.matches("\\d+");
      case WORD -> value.matches("\\w+");
      case SWITCH -> value.matches("(?i)ON|OFF|TRUE|FALSE|PRESET");
    };
  }

  private static String kind(Takes takes) {
    return takes == Takes.TEXT
        ? "a text in single quotes"
        : "a " + takes.name().toLowerCase(Locale.ROOT);
  }

  private static String lower(Format.Kind format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private static String quoted(String value) {
    return "\"" + value + "\"";
  }
}
