package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.local.Part;
import dev.redshiftpipe.local.Patience;
import dev.redshiftpipe.local.StandIn;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.machine.MovableClock;
import dev.redshiftpipe.local.sqs.QueueLimits;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.OverLimitException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Limits of SQS that take hours, or more messages than a test has, by a clock that is moved. */
class StandInQueueTest extends Contract {
  private static final int IN_FLIGHT = 5;

  private final MovableClock clock = new MovableClock();
  private final StandIn standIn;
  private final SqsClient sqs;
  private final SqsAsyncClient async;
  private String url = "";

  StandInQueueTest() throws IOException {
    standIn =
        StandIn.start(
            StandInOptions.forTests()
                .withParts(EnumSet.of(Part.SQS))
                .withClock(clock)
                .withQueueLimits(QueueLimits.ofSqs().withInFlight(IN_FLIGHT)));
    sqs = endpoint().sqs();
    async = endpoint().sqsAsync();
  }

  @Override
  AwsEndpoint endpoint() {
    return new AwsEndpoint(standIn.endpoint());
  }

  @BeforeEach
  void makeQueue() {
    url = sqs.createQueue(request -> request.queueName(unique("queue"))).queueUrl();
  }

  @AfterAll
  void stop() {
    sqs.close();
    async.close();
    standIn.close();
  }

  @Nested
  class In_flight {
    @Test
    void more_than_the_limit_are_refused_to_a_short_poll_until_one_is_deleted() {
      send(IN_FLIGHT + 2);
      List<Message> received = receive(sqs, url, 0);

      assertThat(received).hasSize(IN_FLIGHT);
      assertThatThrownBy(() -> receive(sqs, url, 0)).isInstanceOf(OverLimitException.class);
      delete(received.getFirst());
      assertThat(receive(sqs, url, 0)).hasSize(1);
    }

    @Test
    void more_than_the_limit_are_no_error_of_a_long_poll_but_do_not_come() {
      send(IN_FLIGHT + 1);
      receive(sqs, url, 0);

      assertThat(receive(sqs, url, 1)).isEmpty();
    }

    @Test
    void a_long_poll_goes_on_when_one_is_deleted() {
      send(IN_FLIGHT + 1);
      Message first = receive(sqs, url, 0).getFirst();
      var waiting = async.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(20));

      delete(first);

      assertThat(waiting)
          .succeedsWithin(Patience.LONG)
          .satisfies(answer -> assertThat(answer.messages()).hasSize(1));
    }

    @Test
    void are_neither_delayed_messages_nor_those_that_came_back() {
      sqs.sendMessage(request -> request.queueUrl(url).messageBody("later").delaySeconds(900));
      send(IN_FLIGHT);
      receive(sqs, url, 0);
      assertThat(count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
          .isEqualTo(IN_FLIGHT);
      assertThat(count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)).isOne();

      clock.advance(Duration.ofSeconds(31));

      assertThat(count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo(IN_FLIGHT);
      assertThat(receive(sqs, url, 0)).hasSize(IN_FLIGHT);
    }
  }

  @Nested
  class A_visibility_timeout {
    @Test
    void ends_by_the_clock_and_is_counted() {
      send(1);
      hide(receive(sqs, url, 0).getFirst(), 3600);

      clock.advance(Duration.ofMinutes(59));
      assertThat(receive(sqs, url, 0)).isEmpty();
      clock.advance(Duration.ofMinutes(2));

      assertThat(attribute(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)).isEqualTo(2);
    }

    @Test
    void lasts_twelve_hours_in_total_since_the_receive() {
      send(1);
      Message message = receive(sqs, url, 0).getFirst();
      hide(message, 43_000);
      clock.advance(Duration.ofHours(11));
      hide(message, 3600 - 60);

      assertThatThrownBy(() -> hide(message, 3600))
          .isInstanceOfSatisfying(
              SqsException.class,
              refused -> {
                assertThat(refused.awsErrorDetails().errorCode())
                    .isEqualTo("InvalidParameterValue");
                assertThat(refused.awsErrorDetails().errorMessage())
                    .isEqualTo(
                        "Value 3600 for parameter VisibilityTimeout is invalid. Reason: Total"
                            + " VisibilityTimeout for the message is beyond the limit [43200"
                            + " seconds]");
              });
    }

    @Test
    void counts_anew_with_every_receive() {
      send(1);
      hide(receive(sqs, url, 0).getFirst(), 43_000);
      clock.advance(Duration.ofSeconds(43_001));

      hide(receive(sqs, url, 0).getFirst(), 43_000);

      assertThat(receive(sqs, url, 0)).isEmpty();
    }

    @Test
    void too_long_for_one_message_fails_alone_in_its_batch() {
      send(2);
      List<Message> messages = receive(sqs, url, 0);

      var answer =
          sqs.changeMessageVisibilityBatch(
              request ->
                  request
                      .queueUrl(url)
                      .entries(
                          timeout("good", messages.get(0), 60),
                          timeout("bad", messages.get(1), 43_201)));

      assertThat(answer.successful()).singleElement().matches(entry -> entry.id().equals("good"));
      assertThat(answer.failed())
          .singleElement()
          .matches(entry -> entry.code().equals("InvalidParameterValue"));
    }

    private ChangeMessageVisibilityBatchRequestEntry timeout(String id, Message of, int seconds) {
      return ChangeMessageVisibilityBatchRequestEntry.builder()
          .id(id)
          .receiptHandle(of.receiptHandle())
          .visibilityTimeout(seconds)
          .build();
    }
  }

  @Nested
  class A_delay {
    @Test
    void ends_by_the_clock_also_when_it_was_moved_before() {
      clock.advance(Duration.ofDays(1));
      sqs.sendMessage(request -> request.queueUrl(url).messageBody("later").delaySeconds(900));

      clock.advance(Duration.ofSeconds(890));
      assertThat(receive(sqs, url, 0)).isEmpty();
      clock.advance(Duration.ofSeconds(11));

      assertThat(receive(sqs, url, 0)).hasSize(1);
    }

    @Test
    void that_ends_by_the_clock_ends_a_long_poll() {
      sqs.sendMessage(request -> request.queueUrl(url).messageBody("later").delaySeconds(900));
      var waiting = async.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(20));

      clock.advance(Duration.ofSeconds(901));

      assertThat(waiting)
          .succeedsWithin(Patience.LONG)
          .satisfies(answer -> assertThat(answer.messages()).hasSize(1));
    }

    @Test
    void is_at_most_fifteen_minutes() {
      assertThatThrownBy(
              () ->
                  sqs.sendMessage(
                      request -> request.queueUrl(url).messageBody("x").delaySeconds(901)))
          .isInstanceOf(SqsException.class);
    }
  }

  @Nested
  class Retention {
    @Test
    void is_four_days_unless_told_and_then_messages_vanish() {
      assertThat(count(QueueAttributeName.MESSAGE_RETENTION_PERIOD)).isEqualTo(345_600);
      send(1);
      Instant sent = clock.instant();

      clock.advance(Duration.ofDays(4).minusMinutes(1));
      assertThat(attribute(MessageSystemAttributeName.SENT_TIMESTAMP))
          .isBetween(sent.minusSeconds(60).toEpochMilli(), sent.toEpochMilli());
      clock.advance(Duration.ofMinutes(2));

      assertThat(receive(sqs, url, 0)).isEmpty();
      assertThat(count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isZero();
    }

    @Test
    void can_be_set_with_the_queue_and_later() {
      String name = unique("kept");
      url =
          sqs.createQueue(request -> request.queueName(name).attributes(retention(60))).queueUrl();
      assertThat(count(QueueAttributeName.MESSAGE_RETENTION_PERIOD)).isEqualTo(60);
      send(1);

      sqs.setQueueAttributes(request -> request.queueUrl(url).attributes(retention(1_209_600)));
      clock.advance(Duration.ofDays(13));

      assertThat(receive(sqs, url, 0)).hasSize(1);
      assertThat(
              sqs.getQueueAttributes(
                      request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                  .attributes())
          .containsEntry(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600")
          .containsKey(QueueAttributeName.QUEUE_ARN);
      assertThatThrownBy(
              () -> sqs.createQueue(request -> request.queueName(name).attributes(retention(61))))
          .isInstanceOf(QueueNameExistsException.class);
    }

    @Test
    void is_refused_below_a_minute_and_above_fourteen_days() {
      for (int seconds : new int[] {59, 1_209_601}) {
        assertThatThrownBy(
                () ->
                    sqs.setQueueAttributes(
                        request -> request.queueUrl(url).attributes(retention(seconds))))
            .isInstanceOfSatisfying(
                SqsException.class,
                refused ->
                    assertThat(refused.awsErrorDetails().errorCode())
                        .isEqualTo("InvalidAttributeValue"));
      }
    }

    @Test
    void counts_from_the_first_queue_also_in_the_dead_letter_queue() {
      String dead = sqs.createQueue(request -> request.queueName(unique("dead"))).queueUrl();
      String policy =
          "{\"deadLetterTargetArn\":\"" + arn(sqs, dead) + "\",\"maxReceiveCount\":\"1\"}";
      sqs.setQueueAttributes(
          request ->
              request.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)));
      send(1);
      receive(sqs, url, 0);
      clock.advance(Duration.ofDays(3));
      assertThat(receive(sqs, dead, 0)).isEmpty();
      receive(sqs, url, 0);
      assertThat(receive(sqs, dead, 5)).hasSize(1);

      clock.advance(Duration.ofDays(1));

      assertThat(receive(sqs, dead, 0)).isEmpty();
    }

    private Map<QueueAttributeName, String> retention(int seconds) {
      return Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, Integer.toString(seconds));
    }
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      sqs.sendMessage(request -> request.queueUrl(url).messageBody("body"));
    }
  }

  private void delete(Message message) {
    sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
  }

  private void hide(Message message, int seconds) {
    sqs.changeMessageVisibility(
        request ->
            request
                .queueUrl(url)
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout(seconds));
  }

  /** A numeric attribute of the queue. */
  private int count(QueueAttributeName name) {
    return Integer.parseInt(
        sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(name))
            .attributes()
            .getOrDefault(name, "-1"));
  }

  /** A numeric attribute of the next message. */
  private long attribute(MessageSystemAttributeName name) {
    return Long.parseLong(
        sqs.receiveMessage(request -> request.queueUrl(url).messageSystemAttributeNames(name))
            .messages()
            .getFirst()
            .attributes()
            .getOrDefault(name, "-1"));
  }
}
