package dev.redshiftpipe.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.redshiftpipe.endtoend.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The dead letters, by pipe and address of the file.
 *
 * @param inS3 each object
 * @param inQueue each message; the same letter may be there twice
 */
record Letters(Map<String, List<Letter>> inS3, Map<String, List<Letter>> inQueue) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A dead letter. */
  record Letter(String id, String key, String reason) {}

  /** Reads those in S3, and takes those in the queue. */
  static Letters take(Site site) {
    Letters letters = new Letters(new TreeMap<>(), new TreeMap<>());
    Stream<String> pipes =
        Stream.concat(Stream.of("_unreadable"), Folder.allWays().stream().map(Folder.Way::pipe));
    pipes
        .flatMap(pipe -> site.letters(pipe).stream())
        .forEach(
            key -> {
              String json =
                  site.s3()
                      .getObjectAsBytes(request -> request.bucket("control").key(key))
                      .asUtf8String();
              letters.add(letters.inS3, key, json);
            });
    for (int left = site.deadLetters(); left > 0; left--) {
      letters.add(letters.inQueue, "the queue", site.takeDeadLetter());
    }
    return letters;
  }

  /** Letters that the queue has more than once. */
  long repeatedInQueue() {
    return inQueue.values().stream().mapToLong(all -> all.size() - 1).sum();
  }

  private void add(Map<String, List<Letter>> to, String key, String json) {
    try {
      JsonNode letter = JSON.readTree(json);
      String file = letter.path("file").path("url").asText();
      to.computeIfAbsent(letter.path("pipe").asText() + "|" + file, name -> new ArrayList<>())
          .add(new Letter(letter.path("id").asText(), key, letter.path("reason").asText()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no dead letter: " + json, e);
    }
  }
}
