package dev.redshiftpipe.local.warehouse.copy;

/** A field that does not fit its column; the code is of Redshift's load error reference. */
final class BadField extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  BadField(int code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
