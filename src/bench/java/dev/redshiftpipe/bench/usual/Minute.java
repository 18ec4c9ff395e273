package dev.redshiftpipe.bench.usual;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** The steps of a batch per minute. */
public final class Minute {
  private static final int TEN = 10;

  private final SqsClient sqs;
  private final S3Client s3;
  private final Copies copies;
  private final String queue;

  Minute(SqsClient sqs, S3Client s3, Copies copies, String queue) {
    this.sqs = sqs;
    this.s3 = s3;
    this.copies = copies;
    this.queue = queue;
  }

  /** What one table gets in a minute. */
  public record Batch(
      String table,
      List<String> urls,
      List<String> receipts,
      String statementId,
      boolean isRunning) {}

  /** All that waits in the queue, by table. */
  public List<Batch> takeAll() throws JsonProcessingException {
    Map<String, Batch> batches = new TreeMap<>();
    List<Message> ten = receive();
    while (!ten.isEmpty()) {
      for (Message message : ten) {
        Execution file = Execution.of(message.body());
        Batch batch =
            batches.computeIfAbsent(
                file.table(),
                table -> new Batch(table, new ArrayList<>(), new ArrayList<>(), "", true));
        batch.urls().add(file.url());
        batch.receipts().add(message.receiptHandle());
      }
      ten = receive();
    }
    return List.copyOf(batches.values());
  }

  public Batch submit(Batch batch) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    var entries = manifest.putArray("entries");
    batch.urls().forEach(url -> entries.addObject().put("url", url).put("mandatory", true));
    String key = "minutes/" + UUID.randomUUID();
    s3.putObject(
        request -> request.bucket("control").key(key), RequestBody.fromString(manifest.toString()));
    String id =
        copies.run(
            "COPY public.%s FROM 's3://control/%s' IAM_ROLE default CSV MANIFEST",
            batch.table(), key);
    return new Batch(batch.table(), batch.urls(), batch.receipts(), id, true);
  }

  public Batch describe(Batch batch) {
    boolean isOver = copies.isOver(batch.statementId());
    return new Batch(batch.table(), batch.urls(), batch.receipts(), batch.statementId(), !isOver);
  }

  public void acknowledge(Batch batch) {
    for (int i = 0; i < batch.receipts().size(); i += TEN) {
      List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
      for (String receipt :
          batch.receipts().subList(i, Math.min(i + TEN, batch.receipts().size()))) {
        entries.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(String.valueOf(entries.size()))
                .receiptHandle(receipt)
                .build());
      }
      sqs.deleteMessageBatch(request -> request.queueUrl(queue).entries(entries));
    }
  }

  private List<Message> receive() {
    return sqs.receiveMessage(
            request -> request.queueUrl(queue).maxNumberOfMessages(TEN).visibilityTimeout(3600))
        .messages();
  }
}
