package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.copy.ObjectSource;
import dev.redshiftpipe.local.warehouse.copy.ObjectStore;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The place in S3 that an UNLOAD writes to. */
record Destination(ObjectStore objects, UnloadCommand command) {
  /**
   * @throws Refusal when something is there that was not said to go
   */
  void check() throws ObjectSource.ObjectFailure, Refusal {
    UnloadOptions options = command.options();
    if (options.mayOverwrite() || options.cleans()) {
      return;
    }
    if (!objects.keys(command.bucket(), command.prefix()).isEmpty()) {
      throw new Refusal(
          "Specified unload destination on S3 is not empty. Consider using a different bucket /"
              + " prefix, manually removing the target files in S3, or using the ALLOWOVERWRITE"
              + " option.",
          "XX000");
    }
  }

  /** Puts the files there; CLEANPATH removes what was in their folders before. */
  void write(List<WrittenFile> files) throws ObjectSource.ObjectFailure {
    if (command.options().cleans()) {
      clean(files);
    }
    for (WrittenFile file : files) {
      objects.put(command.bucket(), command.prefix() + file.folder() + file.name(), file.path());
    }
  }

  void write(String manifest) throws IOException {
    Path file = Files.createTempFile("manifest", "");
    try {
      Files.writeString(file, manifest);
      objects.put(command.bucket(), command.prefix() + "manifest", file);
    } finally {
      Files.delete(file);
    }
  }

  private void clean(List<WrittenFile> files) throws ObjectSource.ObjectFailure {
    Set<String> folders = new LinkedHashSet<>();
    if (command.options().partitions().isEmpty()) {
      folders.add("");
    }
    files.forEach(file -> folders.add(file.folder()));
    for (String folder : folders) {
      for (String key : objects.keys(command.bucket(), command.prefix() + folder)) {
        objects.delete(command.bucket(), key);
      }
    }
  }
}
