package dev.redshiftpipe.endtoend;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.endtoend.RealFilesRun.Entry;
import dev.redshiftpipe.local.StandInOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Every file of {@code real-files}, through one process with a pipe for each entry of its index.
 * All are put first; then the end is looked at, when the queue is empty or the patience is over.
 */
@Isolated("measures how long good files take")
final class RealFilesIT {
  /** From landing to commit, of a good file behind an odd one. */
  private static final int GOOD_FILE_SECONDS = 30;

  private static final StoppedLoads STOPPED = new StoppedLoads();

  @RegisterExtension
  static final Site site = Site.open(StandInOptions.forTests().withFaults(STOPPED));

  /** With {@code -Dreal-files.only=REGEX} only those whose names begin so. */
  private static final RealFilesRun RUN =
      new RealFilesRun(
          site,
          STOPPED,
          RealFile.all().stream()
              .filter(file -> file.name().matches(System.getProperty("real-files.only", "") + ".*"))
              .toList());

  @BeforeAll
  static void load() throws Exception {
    RUN.load();
  }

  @TestFactory
  Stream<DynamicTest> end_as_their_index_says() {
    return RUN.files().stream()
        .map(
            file ->
                dynamicTest(
                    file.name(),
                    () ->
                        assertThat(faults(file))
                            .as("%s (%s)", file.madeBy(), file.knownFrom())
                            .isEmpty()));
  }

  @Test
  void have_a_name_and_a_table_each() {
    assertThat(RealFile.all()).extracting(RealFile::name).doesNotHaveDuplicates();
    assertThat(RealFile.all()).extracting(RealFile::into).doesNotHaveDuplicates();
  }

  @Test
  void are_all_in_the_index_and_in_the_list_of_how_they_were_made() throws IOException {
    TreeSet<String> used = new TreeSet<>();
    for (RealFile file : RealFile.all()) {
      file.deeds().stream().map(RealFile.Step::file).filter(Objects::nonNull).forEach(used::add);
      String good = file.neighbour().file();
      if (good != null) {
        used.add(good);
      }
    }
    String readme = Files.readString(RealFile.FOLDER.resolve("README.md"));
    try (Stream<Path> folder = Files.walk(RealFile.FOLDER)) {
      List<String> there =
          folder
              .filter(Files::isRegularFile)
              .map(path -> RealFile.FOLDER.relativize(path).toString())
              .filter(name -> !name.matches("index\\.yaml|README\\.md|\\.gitattributes"))
              .sorted()
              .toList();
      assertThat(there).containsExactlyElementsOf(used);
      assertThat(there).allSatisfy(name -> assertThat(readme).contains("| `" + name + "` |"));
    }
  }

  /** What is not as the index says. */
  private static List<String> faults(RealFile file) {
    String mistakes = RUN.mistakes(file);
    if (!mistakes.isEmpty()) {
      return List.of(mistakes);
    }
    List<String> faults = new ArrayList<>();
    List<String> rows = site.warehouse().rows(file.rowsQuery()).stream().sorted().toList();
    if (!file.rightRows().contains(rows)) {
      faults.add(
          "has the rows %s instead of %s"
              .formatted(
                  rows, file.rightRows().stream().map(Object::toString).collect(joining(" or "))));
    }
    file.puts().forEach((url, put) -> faults.addAll(fates(file, url, put)));
    int letters = site.letters(file.name()).size();
    if (file.expectedLetters() >= 0 && letters != file.expectedLetters()) {
      faults.add(letters + " dead letters instead of " + file.expectedLetters());
    }
    faults.addAll(goodFile(file));
    String held = RUN.held(file);
    if (!held.isEmpty()) {
      faults.add("its table is held: " + held);
    }
    if (file.isAudited()) {
      JsonNode audit = RUN.audit(file);
      if (audit.path("missing").asInt(-1) != file.missing()
          || (file.rewritten() >= 0 && audit.path("rewritten").asInt() != file.rewritten())) {
        faults.add("the audit says: " + audit);
      }
    }
    return faults;
  }

  private static List<String> fates(RealFile file, String url, RealFile.Step put) {
    Entry entry = RUN.entry(file, url);
    List<String> expected =
        switch (put.expected()) {
          case LOADED, REFUSED, SUPERSEDED ->
              List.of(put.expected().name().toLowerCase(Locale.ROOT));
          case LOADED_TWICE -> List.of("loaded", "loaded");
          case NONE -> List.of();
          case ANY -> entry.statuses();
        };
    if (!entry.statuses().equals(expected)) {
      return List.of(
          "%s is %s instead of %s%s".formatted(url, entry.statuses(), expected, because(entry)));
    }
    String reason = entry.reason().toLowerCase(Locale.ROOT);
    return Objects.requireNonNullElse(put.refused(), List.<String>of()).stream()
        .filter(part -> !reason.contains(part.toLowerCase(Locale.ROOT)))
        .map(part -> "%s is refused without \"%s\"%s".formatted(url, part, because(entry)))
        .toList();
  }

  private static List<String> goodFile(RealFile file) {
    String url = file.url(Objects.requireNonNullElse(file.neighbour().key(), ""));
    Entry entry = RUN.entry(file, url);
    if (!entry.statuses().equals(List.of("loaded"))) {
      return List.of("the good file is %s%s".formatted(entry.statuses(), because(entry)));
    }
    return entry.seconds() > GOOD_FILE_SECONDS
        ? List.of("the good file was loaded after %.1f s".formatted(entry.seconds()))
        : List.of();
  }

  private static String because(Entry entry) {
    String line = entry.reason().replaceAll("(\\s|-{3,})+", " ");
    return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), 300));
  }
}
