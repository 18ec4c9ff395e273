package dev.redshiftpipe.local.warehouse.copy;

/**
 * A row of CSV ends at a line end that is in no quotes; quotes count at the start of a field only.
 */
final class CsvRowEnd implements Frames.Boundary {
  private enum State {
    FIELD_START,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED
  }

  private final byte delimiter;
  private final byte quote;
  private State state = State.FIELD_START;

  CsvRowEnd(byte delimiter, byte quote) {
    this.delimiter = delimiter;
    this.quote = quote;
  }

  @Override
  public boolean endsWith(byte b) {
    if (state == State.QUOTED) {
      state = b == quote ? State.QUOTE_IN_QUOTED : State.QUOTED;
      return false;
    }
    if (b == '\n') {
      return true;
    }
    if (b == quote && state != State.PLAIN) {
      state = State.QUOTED;
    } else if (b == delimiter) {
      state = State.FIELD_START;
    } else if (!(state == State.FIELD_START && (b == ' ' || b == '\t'))) {
      state = State.PLAIN;
    }
    return false;
  }

  @Override
  public void reset() {
    state = State.FIELD_START;
  }
}
