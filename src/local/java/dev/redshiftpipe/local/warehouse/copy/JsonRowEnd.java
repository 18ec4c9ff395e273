package dev.redshiftpipe.local.warehouse.copy;

/** A row of JSON ends with the brace or bracket that closes what is in nothing else. */
final class JsonRowEnd implements Frames.Boundary {
  private int depth;
  private boolean inString;
  private boolean isEscaped;

  @Override
  public boolean endsWith(byte b) {
    if (inString) {
      inString = isEscaped || b != '"';
      isEscaped = !isEscaped && b == '\\';
      return false;
    }
    boolean closes = b == '}' || b == ']';
    if (b == '"') {
      inString = depth > 0;
    } else if (b == '{' || b == '[') {
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
