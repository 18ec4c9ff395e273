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

  public QueueMessage take(
      @Body String body,
      @Header(Sqs2Constants.MESSAGE_ID) String messageId,
      @Header(Sqs2Constants.RECEIPT_HANDLE) String handle,
      @Header(Sqs2Constants.ATTRIBUTES) Map<MessageSystemAttributeName, String> attributes) {
    return new QueueMessage(
        body,
        new Receipt(messageId, handle),
        Instant.ofEpochMilli(
            Long.parseLong(
                attributes.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0"))),
        Integer.parseInt(
            attributes.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")));
  }
}
