package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.local.AwsSide;
import dev.redshiftpipe.local.Part;
import dev.redshiftpipe.local.sqs.QueueLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the stand-in adds to ElasticMQ, for clients that still speak SQS's query protocol. */
class StandInQueryProtocolTest extends Contract {
  private final AwsSide aws;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String name = unique("queried");

  StandInQueryProtocolTest() throws IOException {
    QueueLimits limits = QueueLimits.ofSqs().withInFlight(1);
    aws = AwsSide.start(0, null, List.of(), Clock.systemUTC(), limits, EnumSet.of(Part.SQS));
  }

  @Override
  AwsEndpoint endpoint() {
    return new AwsEndpoint(aws.endpoint());
  }

  @AfterAll
  void stop() {
    client.close();
    aws.close();
  }

  @Test
  void a_retention_is_set_told_and_refused() throws Exception {
    post("/", "Action=CreateQueue&QueueName=" + name + retention(60));
    String queue = "/000000000000/" + name;

    assertThat(post(queue, "Action=GetQueueAttributes&AttributeName.1=MessageRetentionPeriod"))
        .contains("<Name>MessageRetentionPeriod</Name><Value>60</Value>");
    post(queue, "Action=SetQueueAttributes" + retention(120));
    assertThat(post(queue, "Action=GetQueueAttributes&AttributeName.1=All"))
        .contains("<Value>120</Value>");
    assertThat(post(queue, "Action=SetQueueAttributes" + retention(59)))
        .contains("<Code>InvalidAttributeValue</Code>");
  }

  @Test
  void too_many_in_flight_and_too_long_invisible_are_refused() throws Exception {
    String queue = "/000000000000/" + unique("full");
    post("/", "Action=CreateQueue&QueueName=" + queue.substring(queue.lastIndexOf('/') + 1));
    post(queue, "Action=SendMessage&MessageBody=x");

    assertThat(post(queue, "Action=ReceiveMessage&VisibilityTimeout=43201"))
        .contains("<Code>InvalidParameterValue</Code>");
    assertThat(post(queue, "Action=ReceiveMessage")).contains("<Body>x</Body>");
    assertThat(post(queue, "Action=ReceiveMessage")).contains("<Code>OverLimit</Code>");
  }

  private static String retention(int seconds) {
    return "&Attribute.1.Name=MessageRetentionPeriod&Attribute.1.Value=" + seconds;
  }

  private String post(String path, String form) throws Exception {
    URI endpoint = endpoint().uri();
    String url = form.startsWith("Action=CreateQueue") ? "" : "&QueueUrl=" + endpoint + path;
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form + url))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
