package dev.redshiftpipe.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.edge.RouteBeans;
import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.notification.Readdressing;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.pipe.Pipes;
import java.util.Map;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.apache.camel.test.main.junit5.Configure;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Stage 1 alone: what follows is a mock. */
@CamelMainTest(
    properties = {
      "queue.notifications.name=notifications",
      "queue.notifications.url=http://sqs/1/notifications",
      "queue.visibility.seconds=30",
      "queue.receivers=1"
    },
    replaceRouteFromWith = "receive=direct:in",
    mockEndpointsAndSkip =
        "direct:batch|direct:dead-letter|direct:hand-back|direct:hold-for-error|direct:lost-sight|direct:send-one-for-each")
class ReceiveRouteTest {
  @BindToRegistry("pipes")
  private final Object pipes =
      RouteBeans.wants(
          Pipes.of(
              Samples.orders(),
              Samples.pipe("special", "s3://landing/orders/special/", "public.special")));

  @BindToRegistry("messages")
  private final Object messages = RouteBeans.messages();

  @BindToRegistry("notifications")
  private final Object notifications = RouteBeans.notifications(Pipes.of(Samples.orders()));

  @BindToRegistry("sqs")
  private final SqsClient sqs = RouteBeans.sqs();

  @BindToRegistry("gather")
  private final Object gather = RouteBeans.gather();

  @BindToRegistry("queue")
  private final Acknowledged queue = new Acknowledged();

  @BindToRegistry("held")
  private final Object held = RouteBeans.held();

  @EndpointInject("mock:direct:batch")
  private MockEndpoint batch;

  @EndpointInject("mock:direct:dead-letter")
  private MockEndpoint deadLetters;

  @EndpointInject("mock:direct:send-one-for-each")
  private MockEndpoint sendOneForEach;

  @Configure
  void routes(MainConfigurationProperties configuration) {
    configuration.setRoutesIncludePattern(
        "file:routes/1-receive.camel.yaml,file:routes/errors.camel.yaml");
  }

  @Test
  void one_assignment_goes_to_its_lane_with_pipe_and_table() throws InterruptedException {
    batch.expectedMessageCount(1);

    send(context(), own("orders/a.csv", "orders"));

    batch.assertIsSatisfied();
    Assignment assignment = batch.getExchanges().get(0).getMessage().getBody(Assignment.class);
    assertThat(assignment.pipe().into().toString()).isEqualTo("public.orders");
    assertThat(assignment.landed().receipt()).isEqualTo(new Receipt("m1", "h1"));
  }

  @Test
  void what_no_pipe_wants_is_acknowledged() {
    send(context(), own("orders/a.csv", "nobody"));

    assertThat(queue.acknowledged).isNotNull();
    assertThat(batch.getReceivedCounter()).isZero();
  }

  @Test
  void an_unreadable_message_goes_to_the_dead_letters_as_it_was() throws InterruptedException {
    deadLetters.expectedMessageCount(1);

    send(context(), "hello");

    deadLetters.assertIsSatisfied();
    assertThat(deadLetters.getExchanges().get(0).getMessage().getBody(QueueMessage.class).body())
        .isEqualTo("hello");
    assertThat(queue.acknowledged).isNull();
  }

  @Test
  void several_assignments_are_sent_one_by_one_before_the_message_is_acknowledged()
      throws InterruptedException {
    sendOneForEach.expectedMessageCount(1);

    send(
        context(),
        """
        {"version":"0","detail-type":"Object Created","source":"aws.s3","account":"1","time":"2026-11-21T12:00:00Z",
         "region":"us-east-1","detail":{"bucket":{"name":"landing"},"object":{"key":"orders/special/a.csv","size":1}}}
        """);

    sendOneForEach.assertIsSatisfied();
    assertThat(queue.acknowledged).isNotNull();
  }

  private CamelContext context() {
    return batch.getCamelContext();
  }

  private static String own(String key, String pipe) {
    return Readdressing.write(Samples.object(key), pipe, Samples.NOON);
  }

  private static void send(CamelContext context, String body) {
    try (ProducerTemplate producer = context.createProducerTemplate()) {
      producer.sendBodyAndHeaders(
          "direct:in",
          body,
          Map.of(
              "CamelAwsSqsMessageId", "m1",
              "CamelAwsSqsReceiptHandle", "h1",
              "CamelAwsSqsAttributes", Map.of(MessageSystemAttributeName.SENT_TIMESTAMP, "0")));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A twin of the queue. */
  public static final class Acknowledged {
    private Object acknowledged;

    public void acknowledge(Object body) {
      acknowledged = body;
    }

    public void handBack(Object body) {}

    public void giveBack(Assignment assignment) {}
  }
}
