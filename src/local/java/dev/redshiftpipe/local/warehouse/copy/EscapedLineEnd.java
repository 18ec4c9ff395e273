package dev.redshiftpipe.local.warehouse.copy;

/** Every line is a row, and a line end behind a backslash is part of its field (ESCAPE). */
final class EscapedLineEnd implements Frames.Boundary {
  private boolean isEscaped;

  @Override
  public boolean endsWith(byte b) {
    boolean ends = b == '\n' && !isEscaped;
    isEscaped = b == '\\' && !isEscaped;
    return ends;
  }

  @Override
  public void reset() {
    isEscaped = false;
  }
}
