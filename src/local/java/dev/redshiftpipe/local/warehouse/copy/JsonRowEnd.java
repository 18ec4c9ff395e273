package dev.redshiftpipe.local.warehouse.copy;

/** A row of JSON ends with the brace that closes an object which is in no other object. */
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
    switch (b) {
      case '"' -> inString = depth > 0;
      case '{' -> depth++;
      case '}' -> depth--;
      default -> {}
    }
    return b == '}' && depth <= 0;
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
