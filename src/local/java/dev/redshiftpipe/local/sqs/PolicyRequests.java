package dev.redshiftpipe.local.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.elasticmq.rest.sqs.SQSException;
import org.jspecify.annotations.Nullable;

/**
 * The attribute Policy, which ElasticMQ takes and forgets: kept and shown, and nobody is refused by
 * it.
 */
final class PolicyRequests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ATTRIBUTE = "Policy";

  private final @Nullable Path file;
  private final Map<String, String> byQueue = new ConcurrentHashMap<>();

  /**
   * Reads those that were kept.
   *
   * @param folder null to keep none
   */
  PolicyRequests(@Nullable Path folder) throws IOException {
    this.file = folder == null ? null : folder.resolve("policies.properties");
    if (file != null && Files.exists(file)) {
      Properties kept = new Properties();
      try (var reader = Files.newBufferedReader(file)) {
        kept.load(reader);
      }
      kept.forEach((queue, policy) -> byQueue.put((String) queue, (String) policy));
    }
  }

  /** Why ElasticMQ is not to hear of a call, if so. */
  Optional<SQSException> refusal(QueueCall call) {
    String policy = call.attributes().getOrDefault(ATTRIBUTE, "");
    try {
      return policy.isEmpty() || JSON.readTree(policy).isObject()
          ? Optional.empty()
          : Optional.of(Refusals.invalidPolicy());
    } catch (JsonProcessingException e) {
      return Optional.of(Refusals.invalidPolicy());
    }
  }

  /** Takes note of a call that ElasticMQ answered well; the answer as it leaves. */
  byte[] answered(QueueCall call, byte[] answer) throws IOException {
    String given = call.attributes().get(ATTRIBUTE);
    switch (call.action()) {
      case "CreateQueue", "SetQueueAttributes" -> {
        if (given != null) {
          keep(call.queue(), given);
        }
      }
      case "DeleteQueue" -> keep(call.queue(), "");
      case "GetQueueAttributes" -> {
        String policy = byQueue.get(call.queue());
        if (policy != null && (call.asked().contains(ATTRIBUTE) || call.asked().contains("All"))) {
          return AddedAttribute.to(call, answer, ATTRIBUTE, policy);
        }
      }
      default -> {}
    }
    return answer;
  }

  private synchronized void keep(String queue, String policy) {
    if (policy.isEmpty()) {
      byQueue.remove(queue);
    } else {
      byQueue.put(queue, policy);
    }
    if (file == null) {
      return;
    }
    Properties kept = new Properties();
    kept.putAll(byQueue);
    try (var writer = Files.newBufferedWriter(file)) {
      kept.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
