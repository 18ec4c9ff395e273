package dev.redshiftpipe.bench.parsing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redshiftpipe.bench.process.EventMessage;
import dev.redshiftpipe.notification.Readdressing;
import dev.redshiftpipe.notification.S3Object;
import java.time.Instant;

/** The forms in which the queue tells of one object. */
public enum Envelope {
  S3 {
    @Override
    String body(String key, String pipe) {
      return EventMessage.of("landing", key, 123_456, EVENT_TIME);
    }
  },
  SNS {
    @Override
    String body(String key, String pipe) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("Type", "Notification")
          .put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324")
          .put("TopicArn", "arn:aws:sns:us-east-1:000000000000:landed")
          .put("Subject", "Amazon S3 Notification")
          .put("Message", S3.body(key, pipe))
          .put("Timestamp", EVENT_TIME.toString())
          .put("SignatureVersion", "1")
          .put("Signature", "EXAMPLEw6JRN".repeat(10))
          .put("SigningCertURL", "https://sns.us-east-1.amazonaws.com/certificate.pem")
          .put("UnsubscribeURL", "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe")
          .toString();
    }
  },
  EVENTBRIDGE {
    @Override
    String body(String key, String pipe) {
      var event =
          JsonNodeFactory.instance
              .objectNode()
              .put("version", "0")
              .put("id", "17793124-05d4-b198-2fde-7ededc63b103")
              .put("detail-type", "Object Created")
              .put("source", "aws.s3")
              .put("account", "000000000000")
              .put("time", EVENT_TIME.toString())
              .put("region", "us-east-1");
      event.putArray("resources").add("arn:aws:s3:::landing");
      var detail = event.putObject("detail").put("version", "0");
      detail.putObject("bucket").put("name", "landing");
      detail
          .putObject("object")
          .put("key", key)
          .put("size", 123_456)
          .put("etag", "b1946ac92492d2347c6235b4d2611184")
          .put("sequencer", "00617F08299329D189");
      detail
          .put("request-id", "N4N7GDK58NMKJ12R")
          .put("requester", "000000000000")
          .put("source-ip-address", "192.0.2.1")
          .put("reason", "PutObject");
      return event.toString();
    }
  },
  NAMED {
    @Override
    String body(String key, String pipe) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("bucket", "landing")
          .put("key", key)
          .toString();
    }
  },
  READDRESSED {
    @Override
    String body(String key, String pipe) {
      S3Object object =
          new S3Object(
              "landing",
              key,
              123_456,
              "b1946ac92492d2347c6235b4d2611184",
              "",
              "00617F08299329D189",
              EVENT_TIME,
              "us-east-1");
      return Readdressing.write(object, pipe, EVENT_TIME);
    }
  };

  private static final Instant EVENT_TIME = Instant.parse("2026-11-21T12:00:00.123Z");

  /** The body of a message about one object. */
  abstract String body(String key, String pipe);
}
