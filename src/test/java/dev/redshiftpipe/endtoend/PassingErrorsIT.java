package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;

/** Errors that pass cost no file, and a file that is bad costs others no time. */
final class PassingErrorsIT {
  private static final Map<String, String> ERRORS =
      Map.of(
          "throttled",
          "ERROR: S3ServiceException:Please reduce your request rate.,Status 503,Error SlowDown,"
              + "Rid 0,ExtRid 0,CanRetry 1",
          "replaced",
          "ERROR: table 104711 dropped by concurrent transaction",
          "unheard",
          "ERROR: nobody has ever heard of this");
  private static final Map<String, AtomicInteger> FAILURES = new ConcurrentHashMap<>();

  private static final AtomicBoolean isControlReadable = new AtomicBoolean(true);

  @RegisterExtension
  static final Site site =
      Site.open(
          StandInOptions.forTests()
              .withFaults(
                  new Faults() {
                    @Override
                    public boolean isReadable(String bucket, String key) {
                      return isControlReadable.get() || !bucket.equals("control");
                    }

                    @Override
                    public Optional<String> failure(String id, ObjectNode request, int part) {
                      String sql = request.path("Sqls").path(part).asText().replace("\"", "");
                      return ERRORS.entrySet().stream()
                          .filter(error -> sql.contains("COPY public." + error.getKey()))
                          .filter(error -> left(error.getKey()).getAndDecrement() > 0)
                          .map(Map.Entry::getValue)
                          .findFirst();
                    }
                  }));

  private static PipeProcess pipe;
  private static Path folder = Path.of("");

  @BeforeAll
  static void start() {
    folder =
        site.folder(
            site.csvPipes("throttled", "replaced", "unheard", "damaged", "denied", "wider"));
    pipe = site.startIn(folder);
  }

  @Test
  void s3_that_is_throttled_fifteen_times_refuses_none_of_two_times_eight_files() {
    loadsAll("throttled", 15);
    assertThat(pipe.log()).contains("failed at attempt 1 and is tried again in", "Error SlowDown");
  }

  @Test
  void a_table_that_is_replaced_again_and_again_refuses_none_either() {
    loadsAll("replaced", 6);
  }

  @Test
  void two_failures_that_nobody_knows_refuse_none_of_two_files() {
    left("unheard").set(2);
    site.put("unheard/1.csv", "1,Ada\n");
    site.put("unheard/2.csv", "2,Jean\n");
    Site.await().until(() -> site.warehouse().rowsOf("public.unheard").size() == 2);

    assertThat(site.warehouse().history("public.unheard"))
        .allSatisfy(line -> assertThat(line).endsWith("|loaded"));
  }

  @Test
  void a_damaged_gzip_alone_in_its_table_is_refused_in_seconds_and_holds_nothing()
      throws IOException {
    site.put("damaged/cut.csv.gz", RequestBody.fromBytes(cutGzip()));
    Site.await().until(() -> pipe.log().contains("damaged/cut.csv.gz failed alone"));
    Instant put = Instant.now();
    site.put("damaged/good.csv", "1,Ada\n");
    Site.await().until(() -> site.warehouse().rowsOf("public.damaged").size() == 1);
    assertThat(Duration.between(put, Instant.now())).isLessThan(Duration.ofSeconds(6));

    Site.await()
        .until(() -> site.warehouse().history("public.damaged").toString().contains("refused"));
    assertThat(Duration.between(put, Instant.now())).isLessThan(Duration.ofSeconds(20));
    assertThat(pipe.log()).doesNotContain("held: LANE default:public.damaged");
  }

  @Test
  void a_role_that_may_not_read_the_control_bucket_is_seen_at_once_with_attempt_and_next_try()
      throws Exception {
    isControlReadable.set(false);
    site.put("denied/1.csv", "1,Ada\n");
    Site.await().until(() -> pipe.log().contains("must be allowed to read the control bucket"));
    Site.await()
        .until(
            () ->
                Ran.of(site, folder, "status", "--url", pipe.url(""))
                    .out()
                    .matches(
                        "(?s).*table default:public.denied: attempt \\d failed, the next one .*"
                            + "Access Denied.*must be allowed to read the control bucket.*"));
    isControlReadable.set(true);
    Site.await().until(() -> site.warehouse().rowsOf("public.denied").size() == 1);
  }

  @Test
  void files_with_a_column_more_wait_for_the_table_to_be_altered() {
    site.put("wider/0.csv", "0,Ada\n");
    Site.await().until(() -> site.warehouse().rowsOf("public.wider").size() == 1);
    for (int i = 1; i < 6; i++) {
      site.put("wider/%d.csv".formatted(i), i + ",Jean,new\n");
    }
    Site.await().until(() -> pipe.log().contains("held: LANE default:public.wider"));
    assertThat(pipe.log()).contains("Was a column added to the files");

    site.warehouse().rows("ALTER TABLE public.wider ADD COLUMN more VARCHAR(9)");
    Site.await()
        .until(
            () ->
                site.warehouse()
                    .rows("SELECT COUNT(*), COUNT(more) FROM public.wider")
                    .contains("6|5"));
    site.awaitEmptyQueue();
    assertThat(site.warehouse().history("public.wider"))
        .allSatisfy(line -> assertThat(line).endsWith("|loaded"));
  }

  private static byte[] cutGzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("1,Ada\n2,Jean\n".getBytes(StandardCharsets.UTF_8));
    }
    return Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12);
  }

  private static void loadsAll(String name, int failures) {
    left(name).set(failures);
    for (int i = 0; i < 8; i++) {
      site.put("%s/a%d.csv".formatted(name, i), i + ",first\n");
    }
    Site.await().until(() -> left(name).get() < failures);
    for (int i = 0; i < 8; i++) {
      site.put("%s/b%d.csv".formatted(name, i), i + ",second\n");
    }
    Site.await().until(() -> site.warehouse().rowsOf("public." + name).size() == 16);

    assertThat(site.warehouse().history("public." + name))
        .hasSize(16)
        .allSatisfy(line -> assertThat(line).endsWith("|loaded"));
  }

  private static AtomicInteger left(String name) {
    return FAILURES.computeIfAbsent(name, none -> new AtomicInteger());
  }
}
