package dev.redshiftpipe.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Says what the pipe does, as it happens: from its events and its dead letters. */
final class Watcher {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SqsClient sqs;
  private final String events;
  private final String deadLetters;
  private final PrintStream out;
  private final Set<String> lettersSeen = new HashSet<>();
  private int loaded;
  private int duplicates;

  Watcher(Aws aws, PipeSettings settings, PrintStream out) {
    this.sqs = aws.sqs();
    this.events = url(Wiring.EVENTS_QUEUE);
    this.deadLetters = url(settings.deadLettersQueue());
    this.out = out;
  }

  /** Files loaded so far. */
  int loaded() {
    return loaded;
  }

  int duplicates() {
    return duplicates;
  }

  int deadLetters() {
    return lettersSeen.size();
  }

  /** Takes what is new, waiting up to a second for it. */
  void look() throws JsonProcessingException {
    List<Message> messages =
        sqs.receiveMessage(
                request -> request.queueUrl(events).maxNumberOfMessages(10).waitTimeSeconds(1))
            .messages();
    for (Message message : messages) {
      tell(JSON.readTree(message.body()).path("detail"));
      sqs.deleteMessage(request -> request.queueUrl(events).receiptHandle(message.receiptHandle()));
    }
    // only looked at, not taken: dead letters are for people
    List<Message> letters =
        sqs.receiveMessage(
                request ->
                    request.queueUrl(deadLetters).maxNumberOfMessages(10).visibilityTimeout(0))
            .messages();
    for (Message letter : letters) {
      tellLetter(JSON.readTree(letter.body()));
    }
  }

  private void tell(JsonNode event) {
    if (!event.path("outcome").asText().equals("loaded")) {
      return; // what is refused has a letter
    }
    int files = event.path("files").asInt();
    JsonNode names = event.path("file-urls");
    if (event.path("repeated").asBoolean()) {
      duplicates += files;
      for (JsonNode name : names) {
        out.printf(
            "  duplicate    %-24s in the load history already      %s%n",
            event.path("target").asText(), name.asText());
      }
      return;
    }
    loaded += files;
    out.printf(
        "  loaded       %-24s %3d file%s  %5.1f s after landing   %s%s%n",
        event.path("target").asText(),
        files,
        files == 1 ? " " : "s",
        event.path("oldest-waited-ms").asLong() / 1000.0,
        names.path(0).asText(),
        names.size() > 1 ? " …" : "");
  }

  private void tellLetter(JsonNode letter) {
    if (lettersSeen.add(letter.path("id").asText())) {
      out.printf(
          "  dead letter  %-24s %s%n               %s%n",
          letter.path("target").asText(letter.path("kind").asText()),
          letter.path("file").path("url").asText(),
          letter.path("reason").asText().replace("\n", " "));
    }
  }

  private String url(String queue) {
    return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
  }
}
