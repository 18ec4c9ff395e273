package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.http.AwsError;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a request, gathered to be told at once, in AWS's words. */
final class Violations {
  private final List<String> found = new ArrayList<>();

  void missing(String at) {
    found.add(
        "Value null at '%s' failed to satisfy constraint: Member must not be null".formatted(at));
  }

  void add(String at, Object value, String constraint) {
    found.add(
        "Value '%s' at '%s' failed to satisfy constraint: %s".formatted(value, at, constraint));
  }

  void length(String at, Object value, int length, int min, int max) {
    if (length < min) {
      add(at, value, "Member must have length greater than or equal to " + min);
    }
    if (length > max) {
      add(at, value, "Member must have length less than or equal to " + max);
    }
  }

  void throwAny() throws AwsError {
    if (!found.isEmpty()) {
      throw Refusals.invalid(
          "%d validation error%s detected: %s"
              .formatted(found.size(), found.size() == 1 ? "" : "s", String.join("; ", found)));
    }
  }
}
