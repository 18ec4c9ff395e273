package dev.redshiftpipe.local.warehouse.copy;

/** A row of JSON ends with the brace that closes an object which is in no other, or the bracket. */
final class JsonRowEnd implements Frames.Boundary {
  private final boolean countsArrays;
  private int depth;
  private boolean inString;
  private boolean isEscaped;

  /**
   * @param countsArrays whether an array is a row, too
   */
  JsonRowEnd(boolean countsArrays) {
    this.countsArrays = countsArrays;
  }

  @Override
  public boolean endsWith(byte b) {
    if (inString) {
      inString = isEscaped || b != '"';
      isEscaped = !isEscaped && b == '\\';
      return false;
    }
    boolean closes = b == '}' || (b == ']' && countsArrays);
    if (b == '"') {
      inString = depth > 0;
    } else if (b == '{' || (b == '[' && countsArrays)) {
      depth++;
    } else if (closes) {
      depth--;
    }
    return closes && depth <= 0;
  }

  @Override
  public boolean keepsEnd() {
    return true;
  }

  @Override
  public void reset() {
    depth = 0;
    inString = false;
    isEscaped = false;
  }
}
