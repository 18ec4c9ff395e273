package dev.redshiftpipe.edge;

import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.notification.Receipt;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.component.aws2.sqs.Sqs2Constants;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Takes what the SQS component spreads over body and headers into one record. */
public final class Messages {

  /** From the queue of notifications. */
  public QueueMessage take(
      @Body String body,
      @Header(Sqs2Constants.MESSAGE_ID) String messageId,
      @Header(Sqs2Constants.RECEIPT_HANDLE) String handle,
      @Header(Sqs2Constants.ATTRIBUTES) Map<MessageSystemAttributeName, String> attributes) {
    return message(body, new Receipt(messageId, handle), attributes);
  }

  /** From the queue of what is parked. */
  public QueueMessage takeParked(
      @Body String body,
      @Header(Sqs2Constants.MESSAGE_ID) String messageId,
      @Header(Sqs2Constants.RECEIPT_HANDLE) String handle,
      @Header(Sqs2Constants.ATTRIBUTES) Map<MessageSystemAttributeName, String> attributes) {
    return message(body, new Receipt(messageId, handle, true), attributes);
  }

  private static QueueMessage message(
      String body, Receipt receipt, Map<MessageSystemAttributeName, String> attributes) {
    return new QueueMessage(
        body,
        receipt,
        Instant.ofEpochMilli(
            Long.parseLong(
                attributes.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0"))),
        Integer.parseInt(
            attributes.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")));
  }
}
