package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;

/** The pipes and tables of a part of {@code src/docs/pipes.md}, on a site. */
record PipesPage(Page page, Site site) {
  static final Page PAGE = Page.of(Path.of("src/docs/pipes.md"));

  /** The heading at which the page is parted, for two tests. */
  static final String MIDDLE = "## Modes";

  /** Makes the tables and starts one process with all pipes, and with some more settings. */
  PipeProcess start(String... more) {
    page.blocks("sql").stream()
        .flatMap(block -> Stream.of(block.split(";\\R")))
        .forEach(statement -> site.warehouse().rows(statement));
    List<String> settings = new ArrayList<>(page.blocks("properties"));
    settings.addAll(List.of(more));
    Path folder = site.folder(settings.toArray(String[]::new));
    List<String> workflows = page.blocks("yaml");
    try {
      Path routes = Files.createDirectories(folder.resolve("routes/workflows"));
      for (int i = 0; i < workflows.size(); i++) {
        Files.writeString(routes.resolve(i + ".camel.yaml"), workflows.get(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return site.startIn(folder);
  }

  /** Puts a text into {@code landing}, without waiting for it. */
  PipesPage put(String key, String... lines) {
    site.put(key, String.join("\n", lines) + "\n");
    return this;
  }

  PipesPage put(String key, byte[] content) {
    site.put(key, RequestBody.fromBytes(content));
    return this;
  }

  /** Waits until all that was put is settled; the rows of a query. */
  List<String> rows(String sql) {
    site.awaitEmptyQueue();
    return site.warehouse().rows(sql);
  }

  /** Makes sure that all pipes but some have loaded a file by now. */
  void assertThatAllHaveLoadedBut(String... others) {
    Set<String> loaded =
        new TreeSet<>(
            site.warehouse()
                .rows(
                    "SELECT DISTINCT pipe FROM redshift_pipe.load_history WHERE status = 'loaded'"));
    Set<String> expected = new TreeSet<>(page.pipes());
    expected.removeAll(Set.of(others));
    assertThat(loaded).containsAll(expected).doesNotContain(others);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
