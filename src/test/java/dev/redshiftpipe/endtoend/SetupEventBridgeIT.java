package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;

/** Buckets that tell the queue through EventBridge instead of themselves. */
final class SetupEventBridgeIT {
  /** Before the first setting that the folder has besides. */
  private static final String EVENTBRIDGE = "setup.notifications = eventbridge\nbatch.linger";

  @RegisterExtension static final Site site = Site.open();

  @Test
  void a_rule_takes_the_place_of_notifications_follows_the_settings_and_is_taken_away()
      throws Exception {
    site.s3().createBucket(request -> request.bucket("lake"));
    Path folder = folder("own", "lake");
    assertThat(run(folder, "setup").out()).contains("bucket lake tells queue own-notifications");
    String queue = site.queue("own-notifications");
    assertThat(told().queueConfigurations()).hasSize(1);
    assertThat(taken(queue)).contains("s3:TestEvent");

    change(folder, "batch.linger", EVENTBRIDGE);
    assertThat(run(folder, "setup").out())
        .contains(
            "bucket lake tells EventBridge of its objects", "make     pipe.orders.from: rule");
    assertThat(told().queueConfigurations()).as("until EventBridge has begun").hasSize(1);
    assertThat(taken(queue)).contains("s3:TestEvent");
    assertThat(run(folder, "setup").out()).contains("0 made, 1 changed, 0 removed");
    assertThat(told().queueConfigurations()).isEmpty();
    assertThat(run(folder, "setup").out()).contains("0 made, 0 changed, 0 removed");
    put("orders/a.csv");
    put("other/a.csv");
    assertThat(taken(queue)).contains("\"detail-type\":\"Object Created\"", "orders/a.csv");

    change(folder, "s3://lake/orders/", "s3://lake/other/");
    assertThat(run(folder, "setup").out())
        .contains("change   pipe.orders.from: rule", "0 made, 1 changed, 0 removed");
    put("orders/b.csv");
    put("other/b.csv");
    assertThat(taken(queue)).contains("other/b.csv");

    assertThat(run(folder, "teardown").out()).contains("rule redshift-pipe-objects-lake");
    assertThat(rules()).isEmpty();
  }

  @Test
  void a_rule_goes_once_notifications_have_taken_its_place() throws Exception {
    site.s3().createBucket(request -> request.bucket("pond"));
    Path folder = folder("pond", "pond");
    change(folder, "batch.linger", EVENTBRIDGE);
    run(folder, "setup");
    assertThat(rules()).hasSize(1);

    change(folder, "eventbridge", "s3");
    assertThat(run(folder, "setup").out())
        .contains("bucket pond tells queue pond-notifications", "0 removed");
    assertThat(rules()).as("until S3 has begun").hasSize(1);
    assertThat(run(folder, "setup").out()).contains("0 made, 0 changed, 1 removed");
    assertThat(rules()).isEmpty();
    run(folder, "teardown");
  }

  @ParameterizedTest
  @ValueSource(ints = {70, 150})
  void many_prefixes_are_several_rules_that_pass_on_all_of_them(int count) throws Exception {
    String bucket = "sea" + count;
    site.s3().createBucket(request -> request.bucket(bucket));
    Path folder = folder(bucket, bucket);
    change(folder, "batch.linger", EVENTBRIDGE);
    List<String> prefixes =
        IntStream.range(0, count).mapToObj("team/subject-%03d/landing/"::formatted).toList();
    add(folder, bucket, prefixes);

    assertThat(run(folder, "setup").out())
        .contains("make     pipe.orders.from", "rule redshift-pipe-objects-" + bucket + "_2");
    assertThat(rules())
        .hasSizeGreaterThan(1)
        .allSatisfy(rule -> assertThat(rule.eventPattern()).hasSizeLessThan(2049));
    run(folder, "setup"); // EventBridge is told by now
    assertThat(run(folder, "setup").out()).contains("0 made, 0 changed, 0 removed");
    String queue = site.queue(bucket + "-notifications");
    put(bucket, prefixes.getFirst() + "a.csv");
    assertThat(taken(queue)).contains(prefixes.getFirst());
    put(bucket, prefixes.getLast() + "a.csv");
    assertThat(taken(queue)).contains(prefixes.getLast());

    assertThat(run(folder, "teardown").out())
        .contains("rule redshift-pipe-objects-" + bucket, "objects-" + bucket + "_2");
    assertThat(rules()).isEmpty();
  }

  @Test
  void more_prefixes_than_s3_has_notifications_for_are_sent_to_eventbridge() throws Exception {
    site.s3().createBucket(request -> request.bucket("ocean"));
    Path folder = folder("ocean", "ocean");
    add(folder, "ocean", IntStream.range(0, 101).mapToObj("p%03d/"::formatted).toList());

    Ran refused = Ran.of(site, folder, "setup");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains("102 notification configurations, S3 allows 100", "setup.notifications = event");
    change(folder, "batch.linger", EVENTBRIDGE);
    run(folder, "setup");
    run(folder, "teardown");
    assertThat(rules()).isEmpty();
  }

  /** More pipes, one for each prefix. */
  private static void add(Path folder, String bucket, List<String> prefixes) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < prefixes.size(); i++) {
      lines.append("pipe.p%d.from = s3://%s/%s%n".formatted(i, bucket, prefixes.get(i)));
      lines.append("pipe.p%d.into = public.p%d%npipe.p%d.format = csv%n".formatted(i, i, i));
    }
    Files.writeString(folder.resolve("application.properties"), lines, StandardOpenOption.APPEND);
  }

  /** Settings of one pipe that reads from a bucket. */
  private static Path folder(String names, String bucket) {
    return site.folder(
        "control = s3://" + names + "-control/pipes/",
        "queue.notifications = " + names + "-notifications",
        "queue.dead-letters = " + names + "-dead-letters",
        "pipe.orders.from = s3://" + bucket + "/orders/",
        "pipe.orders.into = public.orders",
        "pipe.orders.format = csv");
  }

  private static List<Rule> rules() {
    return site.eventBridge().listRules(request -> request.namePrefix("redshift-pipe-")).rules();
  }

  private static Ran run(Path folder, String command) throws Exception {
    Ran ran = Ran.of(site, folder, command);
    assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
    return ran;
  }

  private static void change(Path folder, String from, String to) throws IOException {
    Path settings = folder.resolve("application.properties");
    Files.writeString(settings, Files.readString(settings).replace(from, to));
  }

  private static void put(String key) {
    put("lake", key);
  }

  private static void put(String bucket, String key) {
    site.s3()
        .putObject(
            request -> request.bucket(bucket).key(key),
            software.amazon.awssdk.core.sync.RequestBody.fromString("1,Ada\n"));
  }

  /** The one message that comes. */
  private static String taken(String queue) {
    List<String> messages = Site.await().until(() -> site.take(queue), taken -> !taken.isEmpty());
    assertThat(messages).hasSize(1);
    return messages.getFirst();
  }

  private static GetBucketNotificationConfigurationResponse told() {
    return site.s3().getBucketNotificationConfiguration(request -> request.bucket("lake"));
  }
}
