package dev.redshiftpipe.local.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
  @Test
  void removes_what_a_killed_process_left_behind_and_nothing_else() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path orphan = Files.createTempDirectory("redshift-pipe-" + ended.pid() + "-");
    Files.writeString(orphan.resolve("file"), "left behind");

    try (TemporaryFolder first = TemporaryFolder.create()) {
      try (TemporaryFolder second = TemporaryFolder.create()) {
        assertThat(first.path()).isEmptyDirectory();
        assertThat(second.path()).isEmptyDirectory();
      }

      assertThat(orphan).doesNotExist();
      assertThat(first.path()).exists();
    }
  }
}
