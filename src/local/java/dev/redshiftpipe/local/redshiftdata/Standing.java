package dev.redshiftpipe.local.redshiftdata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * How a submission stands at one moment.
 *
 * @param whole of a batch: only once this is FINISHED has it committed
 * @param parts one for each SQL string
 * @param pid the process id of the connection; 0 before there is one
 */
record Standing(Progress whole, List<Progress> parts, int pid) {
  Standing {
    parts = List.copyOf(parts);
  }

  static Standing submitted(int parts, Instant now) {
    return new Standing(
        Progress.submitted(now), Collections.nCopies(parts, Progress.submitted(now)), 0);
  }

  Standing withWhole(Progress next) {
    return new Standing(next, parts, pid);
  }

  Standing withPid(int process) {
    return new Standing(whole, parts, process);
  }

  Standing withPart(int index, UnaryOperator<Progress> change) {
    List<Progress> changed = new ArrayList<>(parts);
    changed.set(index, change.apply(changed.get(index)));
    return new Standing(whole, changed, pid);
  }

  /** Changes every part that has not ended. */
  Standing withOpenParts(UnaryOperator<Progress> change) {
    return new Standing(
        whole,
        parts.stream().map(part -> part.status().isFinal() ? part : change.apply(part)).toList(),
        pid);
  }

  boolean hasResultSet() {
    return parts.stream().anyMatch(Progress::hasResultSet);
  }

  long resultRows() {
    return sum(Progress::resultRows);
  }

  long resultSize() {
    return sum(Progress::resultSize);
  }

  private long sum(ToLongFunction<Progress> count) {
    long[] known = parts.stream().mapToLong(count).filter(one -> one >= 0).toArray();
    return known.length == 0 ? -1 : Arrays.stream(known).sum();
  }
}
