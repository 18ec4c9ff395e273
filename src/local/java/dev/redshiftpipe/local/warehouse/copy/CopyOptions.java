package dev.redshiftpipe.local.warehouse.copy;

import java.util.Optional;

/**
 * What a COPY says beside its format; defaults are Redshift's.
 *
 * @param nullAs a field of this text is NULL
 * @param ignoreHeader lines left out at the start of every file
 * @param maxError from this many errors on the load fails; 0 and 1 mean the first
 * @param replaceInvalid what stands for a character that is no UTF-8 (ACCEPTINVCHARS)
 * @param dateFormat a format, {@code auto}, or none for the usual
 * @param timeFormat the same for timestamps, also {@code epochsecs} and {@code epochmillisecs}
 */
record CopyOptions(
    boolean manifest,
    boolean gzip,
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
    boolean noLoad,
    Optional<Character> replaceInvalid,
    Optional<String> dateFormat,
    Optional<String> timeFormat) {}
