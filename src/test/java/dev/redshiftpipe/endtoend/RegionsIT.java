package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.local.warehouse.ParquetFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;

/** Files in eu-west-1, everything else in us-east-1. */
final class RegionsIT {
  @RegisterExtension static final Site site = Site.open();

  private static final S3Client S3 =
      S3Client.builder()
          .endpointOverride(URI.create(site.environment().getOrDefault("AWS_ENDPOINT_URL", "")))
          .forcePathStyle(true)
          .region(Region.EU_WEST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
          .build();

  private static final String NOW = "2100-01-01";

  private static Path folder = Path.of("");

  @BeforeAll
  static void start() {
    S3.createBucket(
        request ->
            request
                .bucket("ireland")
                .createBucketConfiguration(to -> to.locationConstraint("eu-west-1")));
    for (String table : List.of("plain", "headed", "xml", "parquet", "listed", "old", "byhand")) {
      site.warehouse().rows("CREATE TABLE public.%s (id INT, name VARCHAR(20))".formatted(table));
    }
    put("parquet/before.parquet", parquet(0));
    folder =
        site.folder(
            "pipe.plain.from = s3://ireland/plain/",
            "pipe.plain.into = public.plain",
            "pipe.plain.format = csv",
            "pipe.headed.from = s3://ireland/headed/",
            "pipe.headed.into = public.headed",
            "pipe.headed.format = csv",
            "pipe.headed.columns = header",
            "pipe.xml.from = s3://ireland/xml/",
            "pipe.xml.into = public.xml",
            "pipe.xml.format = xml row",
            "pipe.parquet.from = s3://ireland/parquet/",
            "pipe.parquet.into = public.parquet",
            "pipe.parquet.format = parquet",
            "pipe.listed.from = s3://ireland/listed/",
            "pipe.listed.into = public.listed",
            "pipe.listed.format = csv",
            "pipe.listed.trigger = manifest",
            "pipe.listed.suffix = .manifest",
            "pipe.old.from = s3://ireland/old/",
            "pipe.old.into = public.old",
            "pipe.old.format = csv",
            "pipe.byhand.from = s3://ireland/byhand/",
            "pipe.byhand.into = public.byhand",
            "pipe.byhand.format = csv");
    put("old/1.csv", RequestBody.fromString("1,Ada\n"));
    put("byhand/1.csv", RequestBody.fromString("1,Ada\n"));
    S3.putBucketNotificationConfiguration(
        request ->
            request
                .bucket("ireland")
                .notificationConfiguration(
                    all ->
                        all.queueConfigurations(
                            one ->
                                one.queueArn(site.notificationsArn())
                                    .events(Event.S3_OBJECT_CREATED))));
    site.startIn(folder);
  }

  @AfterAll
  static void close() {
    S3.close();
  }

  @Test
  void are_loaded_in_every_form() {
    put("plain/1.csv", RequestBody.fromString("1,Ada\n"));
    put("headed/1.csv", RequestBody.fromString("name,id\nAda,1\n"));
    put("xml/1.xml", RequestBody.fromString("<x><row><id>1</id><name>Ada</name></row></x>"));
    put("parquet/1.parquet", parquet(1));
    put("listed/1.csv.gz.part", RequestBody.fromString("1,Ada\n"));
    put(
        "listed/1.manifest",
        RequestBody.fromString(
            "{\"entries\":[{\"url\":\"s3://ireland/listed/1.csv.gz.part\",\"mandatory\":true}]}"));
    site.send("{\"bucket\":\"ireland\",\"key\":\"byhand/1.csv\"}");

    for (String table : List.of("plain", "headed", "xml", "parquet", "listed", "byhand")) {
      Site.await().until(() -> site.warehouse().rowsOf("public." + table), rows -> !rows.isEmpty());
      assertThat(site.warehouse().rowsOf("public." + table)).as(table).containsExactly("1|Ada");
    }
    site.awaitEmptyQueue();
    assertThat(site.deadLetters()).isZero();
  }

  @Test
  void are_audited_backfilled_inferred_planned_and_checked() throws Exception {
    assertThat(Ran.here(site, folder, "audit", "old", "--until", NOW).out())
        .contains("s3://ireland/old/1.csv");
    Ran plan = Ran.here(site, folder, "plan", "old");
    assertThat(plan.out())
        .contains("files are in eu-west-1", "s3://control/pipes/prepared/old/")
        .doesNotContain("\nREGION");
    assertThat(Ran.here(site, folder, "check").out())
        .contains("bucket ireland is in eu-west-1: its files are copied into the control bucket");

    Ran backfill = Ran.here(site, folder, "backfill", "old");
    assertThat(backfill.status()).as(backfill.err()).isZero();
    Site.await()
        .until(() -> site.warehouse().rowsOf("public.old"), rows -> rows.equals(List.of("1|Ada")));
    assertThat(Ran.here(site, folder, "audit", "old", "--until", NOW).out()).contains("0 missing");

    Ran infer = Ran.of(site, folder, "infer", "s3://ireland/old/");
    assertThat(infer.out()).as(infer.err()).contains("s3://ireland/old/");
  }

  private static RequestBody parquet(int id) {
    return RequestBody.fromBytes(
        ParquetFiles.of(
            "optional int32 id; optional binary name (STRING);",
            List.of(row -> row.append("id", id).append("name", "Ada"))));
  }

  private static void put(String key, RequestBody content) {
    S3.putObject(request -> request.bucket("ireland").key(key), content);
  }
}
