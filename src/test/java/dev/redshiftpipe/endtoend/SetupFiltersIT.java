package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;

/** Notifications of buckets whose prefixes have characters that a filter must encode. */
final class SetupFiltersIT {
  @RegisterExtension static final Site site = Site.open();

  @Test
  void filters_are_encoded_and_a_plain_one_that_matches_nothing_is_named() throws Exception {
    Path folder =
        site.folder(
            "control = s3://own-control/pipes/",
            "queue.notifications = own-notifications",
            "queue.dead-letters = own-dead-letters",
            "pipe.clicks.from = s3://lake/clicks/country=AT/",
            "pipe.clicks.into = public.clicks",
            "pipe.clicks.format = csv",
            "pipe.daily.from = s3://lake/daily reports/",
            "pipe.daily.into = public.daily",
            "pipe.daily.format = csv",
            "pipe.orders.from = s3://lake/orders+/",
            "pipe.orders.into = public.orders",
            "pipe.orders.format = csv",
            "pipe.plain.from = s3://lake/plain/",
            "pipe.plain.into = public.plain",
            "pipe.plain.format = csv");
    site.s3().createBucket(request -> request.bucket("lake"));
    String queue = site.queue("own-notifications");
    byHand(queue, "clicks/country=AT/", "orders%2B/", "plain/");

    assertThat(Ran.of(site, folder, "check").out())
        .contains(
            "its filter \"clicks/country=AT/\" is not URL-encoded and matches no key: setup adds"
                + " \"clicks/country%3DAT/\"")
        .contains("notifies nobody of what lies under s3://lake/daily reports/")
        .doesNotContain("lies under s3://lake/orders+/", "lies under s3://lake/plain/");

    assertThat(Ran.of(site, folder, "setup").out())
        .contains(
            "bucket lake tells queue own-notifications of new objects under clicks/country=AT/");
    assertThat(filters())
        .containsExactlyInAnyOrder(
            "clicks/country=AT/", "orders%2B/", "plain/", "clicks/country%3DAT/", "daily+reports/");
    assertThat(Ran.of(site, folder, "setup").out()).contains("0 made, 0 changed, 0 removed");
    assertThat(Ran.of(site, folder, "check").out()).doesNotContain("notifies nobody");
    Site.await().until(() -> site.take(queue), List::isEmpty); // the test events
    site.s3()
        .putObject(
            request -> request.bucket("lake").key("clicks/country=AT/1.csv"),
            RequestBody.fromString("1,Ada\n"));
    assertThat(site.take(queue)).singleElement().asString().contains("clicks/country%3DAT/1.csv");

    Ran.of(site, folder, "teardown");
    assertThat(filters()).containsExactlyInAnyOrder("clicks/country=AT/", "orders%2B/", "plain/");
  }

  private static void byHand(String queue, String... filters) {
    List<QueueConfiguration> all =
        List.of(filters).stream()
            .map(
                filter ->
                    QueueConfiguration.builder()
                        .queueArn(site.arn(queue))
                        .events(Event.S3_OBJECT_CREATED)
                        .filter(
                            one ->
                                one.key(
                                    key ->
                                        key.filterRules(
                                            FilterRule.builder()
                                                .name(FilterRuleName.PREFIX)
                                                .value(filter)
                                                .build())))
                        .build())
            .toList();
    site.s3()
        .putBucketNotificationConfiguration(
            request ->
                request
                    .bucket("lake")
                    .notificationConfiguration(to -> to.queueConfigurations(all)));
  }

  private static List<String> filters() {
    return site
        .s3()
        .getBucketNotificationConfiguration(request -> request.bucket("lake"))
        .queueConfigurations()
        .stream()
        .map(one -> one.filter().key().filterRules().getFirst().value())
        .toList();
  }
}
