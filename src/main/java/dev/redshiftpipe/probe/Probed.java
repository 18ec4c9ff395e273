package dev.redshiftpipe.probe;

/**
 * What the warehouse answered to a question that documents leave open.
 *
 * @param question of what, in one word
 * @param assumed what this project takes for granted
 * @param seen what was seen, or why nothing was
 */
public record Probed(String question, Verdict verdict, String assumed, String seen) {
  /** How the answer compares. */
  public enum Verdict {
    AS_ASSUMED("as assumed"),
    /** The warehouse does something else. */
    OTHERWISE("otherwise"),
    UNKNOWN("could not be found out");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  /** Whether it is not as it should be. */
  public boolean isOtherwise() {
    return verdict == Verdict.OTHERWISE;
  }
}
