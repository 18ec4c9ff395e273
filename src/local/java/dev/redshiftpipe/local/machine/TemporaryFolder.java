package dev.redshiftpipe.local.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder that is removed, with all that is in it, when it is closed. */
public record TemporaryFolder(Path path) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
  private static final String PREFIX = "redshift-pipe-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");

  /**
   * Makes one that bears this process's id, and removes those of processes that ended without
   * closing theirs.
   */
  public static TemporaryFolder create() throws IOException {
    removeOrphans();
    String prefix = PREFIX + ProcessHandle.current().pid() + "-";
    return new TemporaryFolder(Files.createTempDirectory(prefix));
  }

  private static void removeOrphans() throws IOException {
    Path all = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, PREFIX + "*")) {
      for (Path folder : folders) {
        if (isOrphan(folder)) {
          removeAsFarAsPossible(folder);
        }
      }
    }
  }

  private static boolean isOrphan(Path folder) {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
  }

  private static void removeAsFarAsPossible(Path folder) {
    try {
      new TemporaryFolder(folder).close();
    } catch (IOException e) {
      // another user's, or a database in it is just stopping
      LOG.debug("{} stays for now", folder, e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
