package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Format;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which options COPY has, which of them are the pipe's, and which go with which format. Source:
 * Amazon Redshift database developer guide, COPY, parameters.
 */
final class CopyOptionRules {
  /** What may follow an option. */
  enum Takes {
    NOTHING(""),
    TEXT("'.*"),
    TEXT_OR_NOTHING("'.*"),
    NUMBER("\\d{1,9}"),
    ENCODING("'?(?i:" + Encoding.names().replace(", ", "|") + ")'?"),
    SWITCH("(?i)ON|OFF|TRUE|FALSE"),
    SWITCH_OR_PRESET("(?i)ON|OFF|TRUE|FALSE|PRESET");

    private final Pattern pattern;

    Takes(String pattern) {
      this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    boolean fits(String value) {
      return pattern.matcher(value).matches();
    }

    /** As it goes into COPY, which has encodings without quotes. */
    String sent(String value) {
      return switch (this) {
        case TEXT, TEXT_OR_NOTHING -> value;
        default -> value.replace("'", "").toUpperCase(Locale.ROOT);
      };
    }

    boolean isOptional() {
      return this == TEXT_OR_NOTHING || this == SWITCH || this == SWITCH_OR_PRESET;
    }

    /** What follows the name of an option in a message. */
    String expected() {
      return switch (this) {
        case NOTHING -> " takes nothing,";
        case TEXT, TEXT_OR_NOTHING -> " takes a text in single quotes,";
        case NUMBER -> " takes a number,";
        case ENCODING -> " is one of " + Encoding.names() + ";";
        case SWITCH -> " is ON, OFF, TRUE or FALSE,";
        case SWITCH_OR_PRESET -> " is ON, OFF, TRUE, FALSE or PRESET,";
      };
    }
  }

  private static final Map<String, Takes> KNOWN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("ACCEPTANYDATE", Takes.NOTHING),
              Map.entry("ACCEPTINVCHARS", Takes.TEXT_OR_NOTHING),
              Map.entry("BLANKSASNULL", Takes.NOTHING),
              Map.entry("COMPROWS", Takes.NUMBER),
              Map.entry("COMPUPDATE", Takes.SWITCH_OR_PRESET),
              Map.entry("DATEFORMAT", Takes.TEXT),
              Map.entry("DELIMITER", Takes.TEXT),
              Map.entry("EMPTYASNULL", Takes.NOTHING),
              Map.entry("ENCODING", Takes.ENCODING),
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
          Map.entry("REGION", "files of another Region are copied first"),
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

  /** XML names its encoding itself, and the rows that COPY gets are UTF-8. */
  private static final Set<String> OF_TEXT_AND_ENCODING =
      Stream.concat(OF_TEXT.stream(), Stream.of("ENCODING"))
          .collect(Collectors.toUnmodifiableSet());

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
          OF_TEXT_AND_ENCODING);

  // developer guide, COPY from columnar data formats: the only options that these take
  private static final Set<String> OF_COLUMNAR =
      Set.of("ACCEPTINVCHARS", "EXPLICIT_IDS", "FILLRECORD", "SERIALIZETOJSON", "STATUPDATE");

  private CopyOptionRules() {}

  /**
   * What an option takes.
   *
   * @throws IllegalArgumentException when it is unknown, set elsewhere, or excluded by the format
   */
  static Takes check(String name, Format.Kind format) {
    if (OWNED.containsKey(name)) {
      throw new IllegalArgumentException(
          name + " is not for options; it comes from " + OWNED.get(name));
    }
    Takes takes = KNOWN.get(name);
    if (takes == null) {
      throw new IllegalArgumentException(
          CopyOptions.quoted(name)
              + " is no option of COPY; known are "
              + String.join(", ", KNOWN.keySet()));
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

  private static String lower(Format.Kind format) {
    return format.name().toLowerCase(Locale.ROOT);
  }
}
