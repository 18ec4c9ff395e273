package dev.redshiftpipe.load;

import java.util.List;
import java.util.stream.Stream;

/** How many, and the first of them. */
public record Some(long count, List<String> first) {
  public static final Some NONE = new Some(0, List.of());
  private static final int MOST = 10;

  public Some {
    first = List.copyOf(first);
  }

  /** With one more. */
  public Some and(String one) {
    return new Some(
        count + 1,
        first.size() < MOST ? Stream.concat(first.stream(), Stream.of(one)).toList() : first);
  }

  /** Such as {@code 12 (a, b, …)}. */
  @Override
  public String toString() {
    return count + " (" + String.join(", ", first) + (count > first.size() ? ", …)" : ")");
  }
}
