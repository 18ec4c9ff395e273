package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;

/** Files that nobody was told of: found by an audit, loaded by a backfill, each once. */
final class AuditIT {
  /** More than a page of a listing. */
  private static final int FILES = 1_020;

  private static final String NOW = "2100-01-01";

  @RegisterExtension static final Site site = Site.open();

  @Test
  void finds_what_is_missing_and_loads_it_once() throws Exception {
    site.s3().createBucket(request -> request.bucket("archive"));
    IntStream.range(0, FILES).parallel().forEach(AuditIT::put);
    site.warehouse().table("public.old");
    Path folder =
        site.folder(
            "pipe.old.from = s3://archive/o'ld +/",
            "pipe.old.into = public.old",
            "pipe.old.format = csv");

    Ran before = Ran.of(site, folder, "audit", "old", "--until", NOW, "--output", "json");
    assertThat(before.status()).as(before.err()).isEqualTo(1);
    JsonNode report = new ObjectMapper().readTree(before.out()).path(0);
    assertThat(report.path("missing").asInt()).isEqualTo(FILES);
    assertThat(report.path("missing-files").size()).isEqualTo(100);

    site.startIn(folder);
    Ran backfill = Ran.here(site, folder, "backfill", "old", "--prefix", "o'ld +/1");
    assertThat(backfill.out()).as(backfill.err()).contains("131 notifications were sent");
    Ran rest = Ran.here(site, folder, "backfill", "old");
    assertThat(rest.status()).as(rest.err()).isZero();
    Site.await().until(() -> site.waiting() == 0);

    assertThat(site.warehouse().rows("SELECT COUNT(*), COUNT(DISTINCT id) FROM public.old"))
        .containsExactly(FILES + "|" + FILES);
    Ran complete = Ran.here(site, folder, "audit", "old", "--until", NOW);
    assertThat(complete.status()).as(complete.out()).isZero();

    site.warehouse()
        .rows(
            "DELETE FROM "
                + site.warehouse()
                    .rows(
                        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename LIKE"
                            + " 'history%old%'")
                    .getFirst()
                + " WHERE file_url LIKE '%/7.csv'");
    Ran missing = Ran.here(site, folder, "audit", "old", "--until", NOW);
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.out()).contains("missing: s3://archive/o'ld +/7.csv", "1 missing");
    assertThat(
            site.s3()
                .listObjectsV2(request -> request.bucket("control").prefix("pipes/audit/"))
                .contents())
        .isEmpty();
  }

  private static void put(int number) {
    site.s3()
        .putObject(
            request -> request.bucket("archive").key("o'ld +/" + number + ".csv"),
            RequestBody.fromString(number + ",x\n"));
  }
}
