package dev.redshiftpipe.local.warehouse.copy;

import java.nio.charset.StandardCharsets;

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

  private final byte[] delimiter;
  private final byte quote;
  private State state = State.FIELD_START;
  private int matched;

  CsvRowEnd(CopyFormat.Csv format) {
    this.delimiter = format.delimiter().getBytes(StandardCharsets.UTF_8);
    this.quote = (byte) format.quote();
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
    } else if (completesDelimiter(b)) {
      state = State.FIELD_START;
    } else if (!(state == State.FIELD_START && (b == ' ' || b == '\t'))) {
      state = State.PLAIN;
    }
    return false;
  }

  private boolean completesDelimiter(byte b) {
    if (b != delimiter[matched]) {
      matched = 0;
    }
    matched += b == delimiter[matched] ? 1 : 0;
    boolean isComplete = matched == delimiter.length;
    matched = isComplete ? 0 : matched;
    return isComplete;
  }

  @Override
  public void reset() {
    matched = 0;
    state = State.FIELD_START;
  }
}
