package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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
    site.s3()
        .putObject(
            request -> request.bucket("lake").key(key),
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
