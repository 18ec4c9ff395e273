package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The container image that {@code mvn -Pimage} makes. */
@EnabledIfSystemProperty(named = "image.folder", matches = ".+", disabledReason = "mvn -Pimage")
final class ImageIT {
  private static final Path FOLDER = Path.of(System.getProperty("image.folder", "target/image"));
  private static final Path IMAGE = FOLDER.resolve("image.tar");

  /** Makes the first folder the root, read-only, and the second /config; then runs the rest. */
  private static final String CONTAIN =
      """
      set -e
      root=$1 config=$2
      shift 2
      mkdir -p "$root/proc" "$root/dev" "$root/tmp" "$root/config"
      mount --bind "$root" "$root"
      mount --rbind /proc "$root/proc"
      mount --rbind /dev "$root/dev"
      mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
      mount --rbind "$config" "$root/config"
      mount -o remount,bind,ro "$root"
      exec unshare --root="$root" --wd=/config "$@"
      """;

  @RegisterExtension static final Site site = Site.open();

  @Test
  void has_a_layer_for_what_changes_with_each_version_and_others_for_the_rest() throws IOException {
    List<List<String>> layers = SavedImage.read(IMAGE).layers();

    assertThat(layers).anySatisfy(paths -> assertThat(paths).allMatch(in("/app/libs/")));
    assertThat(layers).anySatisfy(paths -> assertThat(paths).allMatch(in("/opt/java/")));
    assertThat(layers)
        .filteredOn(paths -> paths.stream().anyMatch(in("/app/classpath/")))
        .singleElement(InstanceOfAssertFactories.list(String.class))
        .singleElement()
        .asString()
        .startsWith("/app/classpath/redshift-pipe-");
  }

  @Test
  void is_the_same_to_the_last_bit_when_it_is_built_again() {
    assertThat(IMAGE).hasSameBinaryContentAs(FOLDER.resolve("again.tar"));
  }

  @Test
  void runs_as_nobody_where_its_settings_are_mounted() throws IOException {
    JsonNode config = SavedImage.read(IMAGE).config();
    Deployed deployed = new Deployed();

    assertThat(config.path("User").asText()).isEqualTo("65532:65532");
    assertThat(config.path("WorkingDir").asText()).isEqualTo(deployed.workingFolder());
    assertThat(config.path("ExposedPorts").has("8080/tcp")).isTrue();
  }

  @Test
  void its_entry_point_loads_a_file_in_its_own_root_that_is_read_only(@TempDir Path folder)
      throws Exception {
    List<String> alone = alone();
    assumeTrue(!alone.isEmpty(), "this machine lets nobody make a root file system of his own");
    SavedImage image = SavedImage.read(IMAGE);
    Path root = Files.createDirectory(folder.resolve("root"));
    image.unpack(root);
    Deployed deployed = new Deployed();
    Path config = deployed.mountBelow(folder.resolve("volumes"));
    site.warehouse().table("public.orders");

    PipeProcess pipe =
        site.adopt(
            PipeProcess.run(
                folder, config, command(alone, root, config, image), deployed.variables(site)));
    site.put("orders/a.csv", "id,name\n1,Ada\n");
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.orders")).containsExactly("1|Ada");
    assertThat(pipe.get("/health/ready")).contains("\"UP\"");
    pipe.terminate();
    assertThat(pipe.ended(Duration.ofSeconds(deployed.graceSeconds()))).isEqualTo(143);
    assertThat(pipe.log()).doesNotContain("Read-only").doesNotContain("Exception");
  }

  private List<String> command(List<String> alone, Path root, Path config, SavedImage image)
      throws IOException {
    List<String> command = new ArrayList<>(alone);
    command.addAll(List.of("sh", "-c", CONTAIN, "contain", root.toString(), config.toString()));
    if (isRoot()) {
      String[] user = image.config().path("User").asText().split(":", 2);
      command.addAll(List.of("--setuid=" + user[0], "--setgid=" + user[1]));
    }
    image.config().path("Entrypoint").forEach(argument -> command.add(argument.asText()));
    return command;
  }

  /** A command that gives another one mounts of its own; empty where that is not allowed. */
  private static List<String> alone() throws Exception {
    List<String> alone =
        isRoot() ? List.of("unshare", "--mount") : List.of("unshare", "--map-root-user", "--mount");
    List<String> tried = new ArrayList<>(alone);
    tried.addAll(List.of("mount", "-t", "tmpfs", "tmpfs", "/mnt"));
    try {
      return new ProcessBuilder(tried).start().waitFor() == 0 ? alone : List.of();
    } catch (IOException e) {
      return List.of(); // no unshare here
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static Predicate<String> in(String folder) {
    return path -> path.startsWith(folder);
  }
}
