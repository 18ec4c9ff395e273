package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.local.Patience;
import dev.redshiftpipe.notification.Readdressing;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.main.Main;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Messages of somebody who may send to the queue and should not, to the whole pipe. */
class HostileMessagesTest {
  private static final String SECRET_ARN =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:canary-AbCdEf";

  private final TwinSqs sqs = new TwinSqs();
  private final TwinS3 s3 = new TwinS3();
  private final TwinRedshift redshift = new TwinRedshift();
  private final TwinEventBridge bus = new TwinEventBridge();
  private final Settings settings = Samples.settingsOf(pipes());
  private final Main main =
      RedshiftPipe.main(
          settings,
          new Clients(
              sqs, s3, bus, Map.of("default", redshift), Map.of("default", redshift), new Polls()));

  @BeforeEach
  void start() {
    main.start();
  }

  @AfterEach
  void stop() {
    main.stop();
  }

  @Test
  void that_name_buckets_of_no_pipe_make_no_call_of_s3() {
    s3.objects.put("orders/a.csv", "1,2");
    sqs.deliver("h1", "{\"bucket\":\"payroll\",\"key\":\"orders/a.csv\"}");
    sqs.deliver("h2", "{\"bucket\":\"landing\",\"key\":\"payroll/a.csv\"}");
    sqs.deliver("h3", "{\"bucket\":\"../landing\",\"key\":\"orders/a.csv\"}");
    sqs.deliver("h4", forged("payroll", "orders/a.csv", "us-east-1"));
    sqs.deliver(
        "h5",
        Readdressing.write(
            new S3Object("payroll", "orders/a.csv", 1, "e", "", "", Samples.NOON, ""),
            "orders",
            Samples.NOON));
    sqs.deliver("h6", Readdressing.write(Samples.object("payroll/a.csv"), "orders", Samples.NOON));

    until(
        () ->
            assertThat(sqs.deleted).containsExactlyInAnyOrder("h1", "h2", "h3", "h4", "h5", "h6"));
    assertThat(s3.calls).isEmpty();
    assertThat(redshift.loads).isEmpty();
  }

  @Test
  void that_are_huge_become_a_letter_that_the_queue_takes() {
    sqs.deliver("h1", "[".repeat(1 << 20));
    sqs.deliver("h2", "{\"bucket\":\"landing\",\"key\":\"orders/" + "x".repeat(1 << 20) + "\"}");

    until(() -> assertThat(sqs.deleted).containsExactlyInAnyOrder("h1", "h2"));
    assertThat(sqs.deadLetters)
        .hasSize(2)
        .allSatisfy(
            letter ->
                assertThat(letter).hasSizeLessThan(2_000).contains("\"letter\":\"s3://control/"));
    assertThat(redshift.loads).isEmpty();
  }

  @Test
  void that_would_break_the_lists_of_a_batch_do_not_hold_the_table() {
    sqs.deliver("h1", forged("landing", "orders/" + "x".repeat(5_000), "us-east-1"));
    sqs.deliver("h2", forged("landing", "orders/%00.csv", "us-east-1"));
    sqs.deliver("h3", forged("landing", "orders/a.csv", "nowhere'"));
    sqs.deliver("h4", forged("landing", "orders/good.csv", "us-east-1"));

    until(() -> assertThat(sqs.deleted).containsExactlyInAnyOrder("h1", "h2", "h3", "h4"));
    assertThat(sqs.deadLetters).hasSize(3);
    assertThat(redshift.loads).hasSize(1);
  }

  @Test
  void never_bring_a_secret_out() {
    sqs.deliver("h1", forged("landing", "orders/a.csv", "us-east-1"));
    sqs.deliver("h2", "${env:AWS_SECRET_ACCESS_KEY} {{warehouse.default.secret-arn}} ${body}");

    until(() -> assertThat(sqs.deleted).containsExactlyInAnyOrder("h1", "h2"));
    List<String> out = new ArrayList<>(s3.objects.values());
    out.addAll(sqs.deadLetters);
    bus.events.stream().map(PutEventsRequestEntry::detail).forEach(out::add);
    redshift.loads.forEach(load -> out.addAll(load.sqls()));
    assertThat(out).hasSizeGreaterThan(10).noneMatch(text -> text.contains("canary-AbCdEf"));
    assertThat(redshift.loads).allMatch(load -> SECRET_ARN.equals(load.secretArn()));
    assertThat(sqs.deadLetters).singleElement().asString().contains("${env:AWS_SECRET_ACCESS_KEY}");
  }

  @Test
  void write_no_line_of_the_log_and_steer_no_terminal() throws Exception {
    var properties = new java.util.Properties();
    try (var file = RedshiftPipe.class.getResourceAsStream("/log4j2.properties")) {
      properties.load(file);
    }
    PatternLayout layout =
        PatternLayout.newBuilder()
            .withPattern(properties.getProperty("appender.console.layout.pattern"))
            .build();

    String line =
        layout.toSerializable(
            Log4jLogEvent.newBuilder()
                .setLoggerName("dead-letter")
                .setLevel(Level.ERROR)
                .setMessage(new SimpleMessage("a\r\n2026 INFO forged\u001b[2J\u0007\u009b tab\t é"))
                .build());

    assertThat(line)
        .contains("a\\r\\n2026 INFO forged?[2J?? tab\t é")
        .hasLineCount(1)
        .endsWith(System.lineSeparator());
  }

  private static String forged(String bucket, String key, String region) {
    return """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"%s",
         "eventTime":"2026-11-21T12:00:00.000Z","eventName":"ObjectCreated:Put",
         "s3":{"bucket":{"name":"%s"},"object":{"key":"%s","size":7,"eTag":"e","sequencer":"00"}}}]}"""
        .formatted(region, bucket, key);
  }

  private static Map<String, String> pipes() {
    return new TreeMap<>(
        Map.of(
            "pipe.orders.from", "s3://landing/orders/",
            "pipe.orders.into", "public.orders",
            "pipe.orders.format", "csv",
            "queue.visibility", "3s",
            "events.bus", "default",
            "http.port", "0",
            "batch.linger", "300ms",
            "warehouse.default.secret-arn", SECRET_ARN));
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(Patience.LONG).pollInterval(Duration.ofMillis(20)).untilAsserted(assertion);
  }
}
