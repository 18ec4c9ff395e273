package dev.redshiftpipe.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;

/**
 * What went wrong and when, in a file beside the logs of the processes; its times are theirs.
 *
 * @param file which is made anew
 */
record Journal(Path file) {
  Journal {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void write(String line) {
    try {
      Files.writeString(
          file, "%s %s%n".formatted(LocalDateTime.now(), line), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
