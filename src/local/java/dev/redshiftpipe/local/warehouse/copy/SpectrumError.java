package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;

/**
 * Errors of columnar files, which Redshift Spectrum reads for COPY: they fail the statement and are
 * told in its detail.
 */
final class SpectrumError {
  private static final String LINE = "-----------------------------------------------";

  private SpectrumError() {}

  /** A file that cannot be scanned; the context should name it. */
  static Refusal scan(String context) {
    return of("Spectrum Scan Error", 15007, context);
  }

  static Refusal of(String error, int code, String context) {
    String detail =
        "\n  %s\n  error:  %s\n  code:      %d\n  context:   %s\n  %s\n"
            .formatted(LINE, error, code, context, LINE);
    return new Refusal(error, "XX000", detail, 0);
  }

  /** The object as Spectrum names it, by the address it reads it from. */
  static String url(SourceFile file) {
    return "https://s3.us-east-1.amazonaws.com/" + file.bucket() + "/" + file.key();
  }
}
