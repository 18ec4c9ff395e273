package dev.redshiftpipe.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.endtoend.Site;
import dev.redshiftpipe.faults.PutFile.Fate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends notifications: in place of S3, late and in any order, and again. */
final class Messenger {
  private final Site site;
  private final AtomicInteger again = new AtomicInteger();

  Messenger(Site site) {
    this.site = site;
  }

  /** Tells of files again, in one message or in several, by S3's form or by name. */
  void tellAgain(List<PutFile> files, Random random) {
    again.addAndGet(files.size());
    tell(files, random);
  }

  /** Tells of files, in one message or in several. */
  void tell(List<PutFile> files, Random random) {
    int next = 0;
    while (next < files.size()) {
      int end = Math.min(files.size(), next + 1 + random.nextInt(4));
      boolean isLate = random.nextInt(3) == 0;
      Duration delay = isLate ? Duration.ofSeconds(1 + random.nextInt(8)) : Duration.ZERO;
      boolean byName = random.nextBoolean();
      List<PutFile> together = files.subList(next, end);
      if (byName && together.size() == 1 && together.getFirst().fate() != Fate.DELETED) {
        site.send(name(together.getFirst()), delay);
      } else {
        site.send(event(together), delay);
      }
      next = end;
    }
  }

  /** How many files were told of again. */
  int again() {
    return again.get();
  }

  private static String name(PutFile file) {
    return object().put("bucket", file.folder().bucket()).put("key", file.key()).toString();
  }

  /** As S3 writes it (S3 user guide, notification-content-structure). */
  private static String event(List<PutFile> files) {
    ObjectNode message = object();
    ArrayNode records = message.putArray("Records");
    for (PutFile file : files) {
      ObjectNode entry =
          records
              .addObject()
              .put("eventVersion", "2.1")
              .put("eventSource", "aws:s3")
              .put("awsRegion", "us-east-1")
              .put("eventTime", Instant.now().toString())
              .put("eventName", "ObjectCreated:Put");
      ObjectNode s3 = entry.putObject("s3").put("s3SchemaVersion", "1.0");
      s3.putObject("bucket").put("name", file.folder().bucket());
      s3.putObject("object")
          .put("key", URLEncoder.encode(file.key(), StandardCharsets.UTF_8))
          .put("size", file.content(PutFile.FIRST).length)
          .put("eTag", file.etag(PutFile.FIRST));
    }
    return message.toString();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
