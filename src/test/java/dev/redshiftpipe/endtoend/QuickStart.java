package dev.redshiftpipe.endtoend;

import dev.redshiftpipe.local.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * How tests start the pipe, of which there are about a hundred processes: the packaged jar,
 * unpacked, with an archive of its classes, which takes less than half of the time. Both are made
 * once for a jar. {@code PackagedIT} and {@code DeployedIT} start the jar as it is.
 */
final class QuickStart {
  private static List<String> java = List.of();

  private QuickStart() {}

  /** What follows {@code java} on the command line. */
  static synchronized List<String> java() {
    if (java.isEmpty()) {
      try {
        java = made(PipeProcess.packagedJar());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return java;
  }

  private static List<String> made(Path jar) throws IOException {
    // what is in it: builds are reproducible, and so are the times of their files
    CRC32 content = new CRC32();
    content.update(Files.readAllBytes(jar));
    Path folder = jar.resolveSibling("unpacked").resolve(Long.toHexString(content.getValue()));
    Path archive = folder.resolve("classes.jsa");
    Path commandLine = folder.resolve("java.txt");
    if (!Files.exists(commandLine)) {
      List<String> unpacked = UnpackedJar.in(folder, jar);
      train(with(List.of("-XX:ArchiveClassesAtExit=" + archive), unpacked));
      // only now it is whole
      Files.write(commandLine, with(List.of("-XX:SharedArchiveFile=" + archive), unpacked));
    }
    return Files.readAllLines(commandLine);
  }

  /** With the flags of a quick start, and others. */
  private static List<String> with(List<String> flags, List<String> java) {
    List<String> all = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    all.addAll(flags);
    all.addAll(java);
    return all;
  }

  /** Lets a pipe start, load a file and end, which writes the archive. */
  private static void train(List<String> java) {
    try (Site site = Site.open()) {
      Path folder = site.folder(site.csvPipes("trained"));
      PipeProcess pipe = site.adopt(PipeProcess.start(folder, java, site.environment()));
      site.put("trained/a.csv", "1,Ada\n");
      Site.await().until(() -> site.warehouse().rowsOf("public.trained").size() == 1);
      pipe.terminate();
      pipe.ended(Patience.LONG);
    }
  }
}
