package dev.redshiftpipe.bench.receive;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What is compared with: threads that receive ten messages and delete them, with the same client as
 * the pipe and nothing else. Takes its queue and its threads from the environment.
 */
public final class BareLoop {
  static final String QUEUE = "BARE_LOOP_QUEUE";
  static final String THREADS = "BARE_LOOP_THREADS";

  private BareLoop() {}

  public static void main(String[] args) throws Exception {
    String url = System.getenv().getOrDefault(QUEUE, "");
    int threads = Integer.parseInt(System.getenv().getOrDefault(THREADS, "1"));
    try (SqsClient sqs =
        SqsClient.builder()
            .httpClientBuilder(Apache5HttpClient.builder().maxConnections(threads + 1))
            .build()) {
      List<Thread> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(Thread.ofPlatform().start(() -> loop(sqs, url)));
      }
      for (Thread thread : all) {
        thread.join();
      }
    }
  }

  /** Until the process is ended. */
  private static void loop(SqsClient sqs, String url) {
    while (true) {
      List<Message> messages =
          sqs.receiveMessage(
                  request -> request.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(5))
              .messages();
      if (!messages.isEmpty()) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (Message message : messages) {
          entries.add(
              DeleteMessageBatchRequestEntry.builder()
                  .id(String.valueOf(entries.size()))
                  .receiptHandle(message.receiptHandle())
                  .build());
        }
        sqs.deleteMessageBatch(request -> request.queueUrl(url).entries(entries));
      }
    }
  }
}
