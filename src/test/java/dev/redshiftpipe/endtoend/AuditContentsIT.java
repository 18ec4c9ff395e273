package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;

/** What an audit says of objects that are not as the history has them, or not to be loaded. */
final class AuditContentsIT {
  private static final String NOW = "2100-01-01";

  @RegisterExtension static final Site site = Site.open();

  @Test
  void compares_what_s3_has_with_what_was_recorded() throws Exception {
    site.s3().createBucket(request -> request.bucket("lake"));
    site.warehouse().rows("CREATE SCHEMA \"raw\"");
    site.warehouse().table("\"raw\".orders");
    site.warehouse().table("public.other");
    put("raw/orders/same.csv", "1,x\n");
    put("raw/orders/content.csv", "2,x\n");
    put("raw/orders/size.csv", "3,x\n");
    put("raw/orders/unknown.csv", "4,x\n");
    put("raw/orders/superseded.csv", "5,x\n");
    put("other/a.csv", "6,x\n");
    Path folder =
        site.folder(
            "pipe.raw.from = s3://lake/raw/{table}/",
            "pipe.raw.into = raw.{table}",
            "pipe.raw.format = csv",
            "pipe.second.from = s3://lake/other/",
            "pipe.second.into = public.other",
            "pipe.second.format = csv");
    site.startIn(folder);
    Ran.here(site, folder, "backfill", "raw");
    Ran.here(site, folder, "backfill", "second");
    Site.await().until(() -> site.waiting() == 0);
    assertThat(Ran.here(site, folder, "audit", "--until", NOW).status()).isZero();

    put("raw/orders/content.csv", "8,x\n");
    history("UPDATE %s SET etag = '' WHERE file_url LIKE '%%/size.csv'");
    put("raw/orders/size.csv", "33,xx\n");
    history("UPDATE %s SET etag = '', size_bytes = NULL WHERE file_url LIKE '%%/unknown.csv'");
    put("raw/orders/unknown.csv", "44,x\n");
    history("UPDATE %s SET status = 'superseded' WHERE file_url LIKE '%%/superseded.csv'");
    put("raw/or ders/a.csv", "7,x\n");
    put("raw/orders/_SUCCESS", "");
    put("raw/orders/empty.csv", "");
    put("other/b.csv", "9,x\n");

    Ran audit = Ran.here(site, folder, "audit", "--until", NOW);
    assertThat(audit.status()).as(audit.err()).isEqualTo(1);
    assertThat(audit.out().lines())
        .contains(
            "rewritten: s3://lake/raw/orders/content.csv",
            "rewritten: s3://lake/raw/orders/size.csv",
            "superseded: s3://lake/raw/orders/superseded.csv",
            "hidden files, skipped: 1 (s3://lake/raw/orders/_SUCCESS)",
            "empty objects (0 bytes), not loaded: 1",
            "5 files listed, 0 missing, 2 written again",
            "missing: s3://lake/other/b.csv",
            "2 files listed, 1 missing, 0 written again")
        .anyMatch(line -> line.startsWith("no table can be named for it: s3://lake/raw/or ders/a"))
        .noneMatch(line -> line.contains("unknown.csv") || line.contains("same.csv"));
  }

  private static void put(String key, String text) {
    site.s3().putObject(request -> request.bucket("lake").key(key), RequestBody.fromString(text));
  }

  private static void history(String sql) {
    String table =
        site.warehouse()
            .rows("SELECT tablename FROM pg_tables WHERE tablename LIKE 'history%orders%'")
            .getFirst();
    site.warehouse().rows(sql.formatted("redshift_pipe." + table));
  }
}
