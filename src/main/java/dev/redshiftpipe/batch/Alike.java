package dev.redshiftpipe.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files of a pipe in a row of which each could not be read from its first row on, for want of the
 * same columns. Where the pipe was loaded before, it is the table, or what writes the files, and
 * not each of them. They are held then, but for a while only, so that no files hold a table for
 * good.
 */
final class Alike {
  /** So many files in a row. */
  private static final int FILES = 3;

  /** So long they are held; then they are refused, until one is loaded. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Set<String> files = new HashSet<>();
  private String pipe = "";
  private Instant heldSince = Instant.MAX;

  /** One was loaded. */
  void clear() {
    files.clear();
    heldSince = Instant.MAX;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Takes note of more of them. Whether they are to be held. */
  boolean holds(Batch batch, Instant now) {
    if (!pipe.equals(batch.pipe().name())) {
      clear();
      pipe = batch.pipe().name();
    }
    if (files.size() < FILES) {
      files.addAll(batch.files().stream().map(BatchFile::fileId).toList());
    }
    if (files.size() < FILES) {
      return false;
    }
    heldSince = heldSince.isAfter(now) ? now : heldSince;
    return now.isBefore(until(batch));
  }

  String reason(Batch batch, List<BatchFile> bad) {
    return ("one file after the other fails at its first row (%s). Was a column added to the files or"
            + " the table, or removed? They are loaded once one of them can be, and refused from %s on")
        .formatted(bad.get(0).fault().reason(), until(batch));
  }

  private Instant until(Batch batch) {
    Duration giveUpAfter = batch.pipe().policy().giveUpAfter();
    return heldSince.plus(giveUpAfter.compareTo(LONGEST) < 0 ? giveUpAfter : LONGEST);
  }
}
