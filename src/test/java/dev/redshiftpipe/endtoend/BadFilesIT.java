package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bad file never holds a good one. */
final class BadFilesIT {
  @RegisterExtension
  static final Site site =
      Site.open(
          StandInOptions.forTests()
              .withFaults(
                  new Faults() {
                    @Override
                    public boolean isReadable(String bucket, String key) {
                      return !key.startsWith("secret/locked");
                    }

                    @Override
                    public Optional<String> failure(String id, ObjectNode request, int part) {
                      boolean isCopy =
                          request
                              .path("Sqls")
                              .path(part)
                              .asText()
                              .contains("COPY \"public\".\"odd\"");
                      String manifest =
                          isCopy ? manifest(request.path("Sqls").path(part).asText()) : "";
                      return manifest.contains("odd/bad")
                          ? Optional.of("ERROR: nobody has ever heard of this")
                          : Optional.empty();
                    }
                  }));

  @BeforeAll
  static void start() {
    List<String> settings =
        new ArrayList<>(
            List.of(
                site.csvPipes(
                    "many", "lenient", "hopeless", "gone", "secret", "odd", "longer", "alone")));
    settings.add("pipe.lenient.on-error = continue");
    settings.add("pipe.hopeless.on-error = continue");
    settings.add("pipe.hopeless.max-errors = 3");
    settings.add("batch.linger = 3s");
    site.start(settings.toArray(String[]::new));
  }

  @BeforeEach
  void forget() {
    while (site.deadLetters() > 0) {
      site.takeDeadLetter();
    }
  }

  @Test
  void of_1000_files_37_are_bad_and_963_are_loaded_by_a_handful_of_statements() {
    Set<Integer> bad = new HashSet<>();
    IntStream.range(0, 37).forEach(i -> bad.add(i * 27 + 1));
    IntStream.range(0, 1000)
        .parallel()
        .forEach(
            i ->
                site.put(
                    "many/%04d.csv".formatted(i),
                    bad.contains(i) ? i + ",ok\nx" + i + ",bad\n" : i + ",good\n"));
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rows("SELECT COUNT(*), COUNT(DISTINCT id) FROM many"))
        .containsExactly("963|963");
    assertThat(site.warehouse().history("public.many").stream().filter(r -> r.endsWith("refused")))
        .hasSize(37);
    assertThat(site.letters("many")).hasSize(37);
    assertThat(site.deadLetters()).isEqualTo(37);
    assertThat(site.statements("many/")).hasSizeLessThan(30);
  }

  @Test
  void with_on_error_continue_good_rows_are_loaded_and_the_others_kept() {
    site.put("lenient/a.csv", "1,Ada\nx,Grace\n3,Jean\ny,Barbara\n");
    site.put("lenient/b.csv", "4,Mary\n");
    site.put("lenient/none.csv", "p,q\nr,s\n");
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.lenient"))
        .containsExactlyInAnyOrder("1|Ada", "3|Jean", "4|Mary");
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT file_url, line_number, column_name, error_code FROM"
                        + " redshift_pipe.load_errors WHERE target = 'public.lenient'"))
        .containsExactlyInAnyOrder(
            "s3://landing/lenient/a.csv|2|id|1207", "s3://landing/lenient/a.csv|4|id|1207");
    assertThat(site.warehouse().history("public.lenient"))
        .containsExactlyInAnyOrder(
            "s3://landing/lenient/a.csv|loaded",
            "s3://landing/lenient/b.csv|loaded",
            "s3://landing/lenient/none.csv|refused");
  }

  @Test
  void with_on_error_continue_too_many_bad_rows_make_a_bad_file() {
    site.put("hopeless/a.csv", "1,Ada\nx,1\nx,2\nx,3\n");
    site.put("hopeless/b.csv", "2,Mary\nx,1\nx,2\nx,3\nx,4\n");
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.hopeless")).containsExactly("1|Ada");
    assertThat(site.letters("hopeless")).hasSize(1);
  }

  @Test
  void an_object_that_is_deleted_before_its_load_is_refused_and_the_others_are_loaded() {
    for (int i = 0; i < 20; i++) {
      site.put("gone/%02d.csv".formatted(i), i + ",here\n");
    }
    site.s3().deleteObject(request -> request.bucket("landing").key("gone/07.csv"));
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.gone")).hasSize(19);
    assertThat(site.takeDeadLetter())
        .contains("gone/07.csv", "the object was deleted before it was loaded");
    assertThat(site.deadLetters()).isZero();
  }

  @Test
  void an_object_that_may_not_be_read_is_refused_and_the_others_are_loaded() {
    for (int i = 0; i < 20; i++) {
      site.put("secret/%s%02d.csv".formatted(i == 11 ? "locked" : "open", i), i + ",here\n");
    }
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.secret")).hasSize(19);
    assertThat(site.takeDeadLetter()).contains("locked11.csv", "Access Denied");
    assertThat(site.deadLetters()).isZero();
  }

  @Test
  void an_error_that_nobody_knows_finds_its_file_by_halves() {
    for (int i = 0; i < 16; i++) {
      site.put("odd/%s%02d.csv".formatted(i == 5 ? "bad" : "good", i), i + ",here\n");
    }
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.odd")).hasSize(15);
    assertThat(site.takeDeadLetter()).contains("bad05.csv", "nobody has ever heard of this");
    assertThat(site.deadLetters()).isZero();
  }

  @Test
  void files_whose_names_redshift_cuts_alike_are_told_apart_by_halves() {
    String long1 = "longer/" + "n".repeat(300) + "1.csv";
    String long2 = "longer/" + "n".repeat(300) + "2.csv";
    site.put(long1, "1,good\n");
    site.put(long2, "x,bad\n");
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.longer")).containsExactly("1|good");
    assertThat(site.takeDeadLetter()).contains(long2);
    assertThat(site.deadLetters()).isZero();
  }

  private static String manifest(String copy) {
    String key = copy.replaceAll("(?s).*FROM 's3://control/([^']*)'.*", "$1");
    return site.s3().getObjectAsBytes(request -> request.bucket("control").key(key)).asUtf8String();
  }
}
