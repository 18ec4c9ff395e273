package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.util.Optional;

/**
 * What a COPY says beside its format; defaults are Redshift's.
 *
 * @param nullAs a field of this text is NULL
 * @param ignoreHeader lines left out at the start of every file
 * @param maxError from this many errors on the load fails; 0 and 1 mean the first
 * @param acceptAnyDate whether a date or timestamp that is none is NULL
 * @param explicitIds whether the files fill IDENTITY columns
 * @param replaceInvalid what stands for a character that is no UTF-8 (ACCEPTINVCHARS)
 * @param dateFormat a format, {@code auto}, or none for the usual
 * @param timeFormat the same for timestamps, also {@code epochsecs} and {@code epochmillisecs}
 * @param region of the files and of the manifest; none for that of the warehouse
 */
record CopyOptions(
    boolean manifest,
    Compression compression,
    Encoding encoding,
    String nullAs,
    int ignoreHeader,
    int maxError,
    boolean ignoreBlankLines,
    boolean emptyAsNull,
    boolean blanksAsNull,
    boolean trimBlanks,
    boolean truncateColumns,
    boolean fillRecord,
    boolean roundDecimals,
    boolean acceptAnyDate,
    boolean explicitIds,
    boolean noLoad,
    Optional<Character> replaceInvalid,
    Optional<String> dateFormat,
    Optional<String> timeFormat,
    Optional<String> region) {
  static CopyOptions of(GivenOptions given) throws Refusal {
    return new CopyOptions(
        given.has("MANIFEST"),
        compression(given),
        encoding(given),
        given.value("NULL", "\\N"),
        given.number("IGNOREHEADER", Integer.MAX_VALUE),
        given.has("IGNOREALLERRORS") ? Integer.MAX_VALUE : given.number("MAXERROR", 100_000),
        given.has("IGNOREBLANKLINES"),
        given.has("EMPTYASNULL"),
        given.has("BLANKSASNULL"),
        given.has("TRIMBLANKS"),
        given.has("TRUNCATECOLUMNS"),
        given.has("FILLRECORD"),
        given.has("ROUNDEC"),
        given.has("ACCEPTANYDATE"),
        given.has("EXPLICIT_IDS"),
        given.has("NOLOAD"),
        Optional.ofNullable(given.values().get("ACCEPTINVCHARS")).map(text -> text.charAt(0)),
        Optional.ofNullable(given.values().get("DATEFORMAT")),
        Optional.ofNullable(given.values().get("TIMEFORMAT")),
        Optional.ofNullable(given.values().get("REGION")));
  }

  Utf8 utf8() {
    return new Utf8(replaceInvalid);
  }

  /** Whether times are numbers of seconds or milliseconds. */
  boolean countsTime() {
    return timeFormat.orElse("").startsWith("epoch");
  }

  private static Compression compression(GivenOptions given) throws Refusal {
    Compression found = Compression.NONE;
    for (Compression compression : Compression.values()) {
      if (given.has(compression.name())) {
        if (found != Compression.NONE) {
          throw GivenOptions.conflict();
        }
        found = compression;
      }
    }
    return found;
  }

  private static Encoding encoding(GivenOptions given) throws Refusal {
    String name = given.value("ENCODING", "UTF8");
    for (Encoding encoding : Encoding.values()) {
      if (encoding.name().equals(name)) {
        return encoding;
      }
    }
    throw new Refusal("Invalid value for ENCODING: " + name, "22023");
  }
}
