package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Page;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.machine.MovableClock;
import dev.redshiftpipe.local.warehouse.ParquetFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What {@code setup} makes works, is not made twice, and goes again; with the worked example of
 * {@code src/docs/warehouse.md}. One story, in the order of its tests.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SetupIT {
  private static final Page PAGE = Page.of(Path.of("src/docs/warehouse.md"));
  private static final MovableClock CLOCK = new MovableClock();

  @RegisterExtension static final Site site = Site.open(StandInOptions.forTests().withClock(CLOCK));

  private static Path folder = Path.of("");

  @Test
  @Order(1)
  void makes_everything_and_says_it_before() throws Exception {
    folder = folder();
    othersNotifications();

    Ran dry = Ran.of(site, folder, "setup", "--dry-run");
    assertThat(dry.status()).as(dry.err()).isZero();
    assertThat(dry.out()).contains("make     control: bucket own-control", "nothing was done");
    assertThat(site.s3().listBuckets().buckets()).noneMatch(one -> one.name().startsWith("own"));

    Ran setup = Ran.of(site, folder, "setup");
    assertThat(setup.status()).as(setup.err()).isZero();
    assertThat(setup.out().lines().toList().getLast())
        .isEqualTo(
            dry.out().lines().toList().getLast().replace("nothing was done; it would be ", ""));
    assertThat(setup.out())
        .contains(
            "make     queue.notifications: queue own-notifications, which keeps messages for 14 days",
            "sql/warehouse/010-reviews.sql, 2 statements as one transaction",
            "ALTER DATASHARE product_analysis ADD TABLE public.mv_product_analysis",
            "by-hand  share.product_analysis: in the account of the warehouse: aws redshift"
                + " authorize-data-share",
            "--consumer-identifier 210987654321");

    Ran again = Ran.of(site, folder, "setup");
    assertThat(again.out())
        .as(again.err())
        .contains("0 made, 0 changed, 0 removed")
        .doesNotContain("\nmake", "\nchange");
  }

  @Test
  @Order(2)
  void leaves_what_others_are_told() {
    assertThat(
            site.s3()
                .getBucketNotificationConfiguration(request -> request.bucket("landing"))
                .queueConfigurations())
        .extracting(QueueConfiguration::id)
        .contains("theirs")
        .hasSize(2);
    assertThat(site.s3().getBucketPolicy(request -> request.bucket("own-control")).policy())
        .contains("aws:SecureTransport");
  }

  @Test
  @Order(3)
  void what_it_made_loads_refreshes_and_shares() throws IOException {
    site.startIn(folder);
    site.put("amazon-reviews/1.parquet", RequestBody.fromBytes(reviews()));

    Site.await().until(() -> analysis().equals(List.of("B01|2|9|1")));
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT object_type, object_name FROM svv_datashare_objects WHERE share_name ="
                        + " 'product_analysis' ORDER BY object_name"))
        .containsExactly("schema|public", "materialized view|public.mv_product_analysis");
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT COALESCE(consumer_account, consumer_namespace) FROM"
                        + " svv_datashare_consumers ORDER BY 1"))
        .containsExactly("210987654321", "8a6d3f7e-3c1b-4c5e-9a55-2f0f2f6f7a11");
    assertThat(site.warehouse().rows("SELECT 1 FROM pg_database WHERE datname = 'partner_reviews'"))
        .hasSize(1);
  }

  @Test
  @Order(4)
  void its_schedule_asks_for_a_run() {
    CLOCK.advance(Duration.ofHours(25));

    Site.await()
        .until(
            () ->
                site.warehouse()
                        .rows(
                            "SELECT run_id FROM redshift_pipe.run_history WHERE state = 'finished'"
                                + " AND asked LIKE '%schedule refresh%'")
                        .size()
                    == 1);
    site.killAll();
  }

  @Test
  @Order(5)
  void applies_a_script_whole_or_not_at_all_and_names_the_statement_that_fails() throws Exception {
    Path broken = folder.resolve("sql/warehouse/020-broken.sql");
    Files.writeString(
        broken, "CREATE TABLE public.half (id INT);\nGRANT SELECT ON public.nowhere TO PUBLIC;\n");
    Ran failed = Ran.of(site, folder, "setup");
    Files.delete(broken);

    assertThat(failed.status()).isEqualTo(2);
    assertThat(failed.err())
        .contains("sql/warehouse/020-broken.sql: statement-2 is FAILED", "public.nowhere");
    assertThat(site.warehouse().rows("SELECT 1 FROM pg_tables WHERE tablename = 'half'")).isEmpty();
    assertThat(
            site.warehouse()
                .rows("SELECT number, script, state FROM redshift_pipe.setup_history ORDER BY 1"))
        .containsExactly("1|000-loader.sql|applied", "2|010-reviews.sql|applied");
  }

  @Test
  @Order(6)
  void teardown_keeps_data_until_it_is_named() throws Exception {
    Ran kept = Ran.of(site, folder, "teardown");
    assertThat(kept.status()).as(kept.err()).isZero();
    assertThat(kept.out())
        .contains(
            "remove   queue.notifications: queue own-notifications",
            "what sql/warehouse/010-reviews.sql made: undoing it removes data: --remove-data",
            "what sql/warehouse/000-loader.sql made: a later one stays",
            "keep     control: bucket own-control with manifests and dead letters: --remove-data"
                + " --confirm own-control");
    assertThat(analysis()).hasSize(1);
    assertThat(
            site.s3()
                .getBucketNotificationConfiguration(request -> request.bucket("landing"))
                .queueConfigurations())
        .extracting(QueueConfiguration::id)
        .containsExactly("theirs");

    Ran all =
        Ran.of(
            site,
            folder,
            "teardown",
            "--remove-data",
            "--confirm",
            "own-control",
            "--confirm",
            "warehouse.default",
            "--confirm",
            "share.product_analysis",
            "--confirm",
            "shared-database.partner_reviews");
    assertThat(all.status()).as(all.err()).isZero();
    assertThat(site.warehouse().rows("SELECT 1 FROM pg_tables WHERE tablename = 'amazon_reviews'"))
        .isEmpty();
    assertThat(site.warehouse().rows("SELECT 1 FROM svv_datashares")).isEmpty();
    assertThat(site.s3().listBuckets().buckets()).noneMatch(one -> one.name().startsWith("own"));
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> site.s3().getBucketPolicy(request -> request.bucket("own-control")))
        .isInstanceOf(S3Exception.class);
  }

  private static List<String> analysis() {
    return site.warehouse()
        .rows("SELECT product_id, reviews, stars, verified FROM public.mv_product_analysis");
  }

  private static byte[] reviews() {
    return ParquetFiles.of(
        "optional binary marketplace (STRING); optional binary customer_id (STRING);"
            + " optional binary review_id (STRING); optional binary product_id (STRING);"
            + " optional binary product_title (STRING); optional int32 star_rating;"
            + " optional int32 helpful_votes; optional int32 total_votes;"
            + " optional binary verified_purchase (STRING); optional int32 review_date (DATE);",
        List.of(
            row ->
                row.append("review_id", "R1")
                    .append("product_id", "B01")
                    .append("star_rating", 5)
                    .append("verified_purchase", "Y"),
            row ->
                row.append("review_id", "R2")
                    .append("product_id", "B01")
                    .append("star_rating", 4)
                    .append("verified_purchase", "N")));
  }

  private static Path folder() throws IOException {
    Path folder = site.folder(PAGE.blocks("properties").get(0).lines().toArray(String[]::new));
    Path settings = folder.resolve("application.properties");
    Files.writeString(
        settings,
        Files.readString(settings)
            + """
            control = s3://own-control/pipes/
            queue.notifications = own-notifications
            queue.dead-letters = own-dead-letters
            queue.workflows = own-workflows
            """);
    Path scripts = folder.resolve("sql/warehouse");
    // as the kubelet mounts a ConfigMap: links to files of a folder that is no warehouse's
    Path mounted = Files.createDirectories(scripts.resolve("..data"));
    for (String name : List.of("000-loader.sql", "000-loader.undo.sql")) {
      Files.copy(Path.of("sql/warehouse", name), mounted.resolve(name));
    }
    Files.writeString(mounted.resolve("010-reviews.sql"), PAGE.blocks("sql").get(0));
    Files.writeString(mounted.resolve("010-reviews.undo.sql"), PAGE.blocks("sql").get(1));
    try (Stream<Path> files = Files.list(mounted)) {
      for (Path file : files.toList()) {
        Files.createSymbolicLink(
            scripts.resolve(file.getFileName()), Path.of("..data").resolve(file.getFileName()));
      }
    }
    Path workflows = Files.createDirectories(folder.resolve("routes/workflows"));
    Files.writeString(workflows.resolve("refresh.camel.yaml"), PAGE.blocks("yaml").get(0));
    return folder;
  }

  /** In place of what the site made: someone else is told of other keys. */
  private static void othersNotifications() {
    site.s3()
        .putBucketNotificationConfiguration(
            request ->
                request
                    .bucket("landing")
                    .notificationConfiguration(
                        all ->
                            all.queueConfigurations(
                                one ->
                                    one.id("theirs")
                                        .queueArn(site.notificationsArn())
                                        .events(Event.S3_OBJECT_CREATED)
                                        .filter(
                                            filter ->
                                                filter.key(
                                                    key ->
                                                        key.filterRules(
                                                            rule ->
                                                                rule.name("prefix")
                                                                    .value("theirs/")))))));
  }
}
