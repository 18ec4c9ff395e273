package dev.redshiftpipe.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Counts;
import dev.redshiftpipe.deadletter.DeadLetter;
import dev.redshiftpipe.load.ListedParts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process has done of late: the flow of the last hour, the last loads, the last dead
 * letters. It keeps {@value #MOST} of the latter, and of each pipe when it was last loaded. Safe
 * for use by several threads.
 */
public final class Lately {
  static final int MOST = 20;
  private static final int LONGEST = 2_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LastHour lastHour = new LastHour();
  private final Latest<Loaded> loads = new Latest<>(MOST);
  private final Latest<Letter> letters = new Latest<>(MOST);
  private final Map<String, Instant> lastLoaded = new ConcurrentHashMap<>();

  /**
   * A load.
   *
   * @param firstFile URL of one of its files
   * @param landingToVisible of the file that took longest
   * @param copy how long COPY ran, where it is known
   */
  public record Loaded(
      Instant at,
      String pipe,
      String target,
      String batchId,
      String statementId,
      int files,
      long bytes,
      String firstFile,
      Duration landingToVisible,
      Optional<Duration> copy) {
    static Loaded of(Commit commit) {
      Batch batch = commit.batch();
      return new Loaded(
          commit.at(),
          batch.pipe().name(),
          batch.target().toString(),
          batch.id(),
          commit.submitted().statementId(),
          batch.files().size(),
          ListedParts.of(batch).map(ListedParts::bytes).orElse(batch.bytes()),
          batch.files().get(0).object().url(),
          commit.slowest(),
          commit.copyTime());
    }
  }

  /**
   * A dead letter, without what is long in it.
   *
   * @param pipe empty where it is of none
   * @param file URL; empty where it is about none
   * @param address where it lies, {@code s3://…}
   * @param sendAgain what is to be done to have it loaded after all
   */
  public record Letter(
      String writtenAt,
      String id,
      String kind,
      String pipe,
      String reason,
      String file,
      String address,
      String sendAgain) {
    static Letter of(DeadLetter letter, String address) {
      JsonNode json = read(letter.json());
      return new Letter(
          json.path("written-at").asText(),
          letter.id(),
          json.path("kind").asText(),
          json.path("pipe").asText(),
          shortened(letter.reason()),
          json.path("file").path("url").asText(),
          address,
          shortened(json.path("send-again").asText()));
    }

    private static JsonNode read(String json) {
      try {
        return JSON.readTree(json);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a dead letter is no JSON", e);
      }
    }

    private static String shortened(String text) {
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }
  }

  /** Takes note of the counts as they are now; to be called every few seconds. */
  public void counted(Map<String, Counts> counts, Instant now) {
    lastHour.note(counts, now);
  }

  /** A batch was loaded. */
  public void loaded(Commit commit) {
    loads.add(Loaded.of(commit));
    lastLoaded.merge(commit.batch().pipe().name(), commit.at(), (a, b) -> a.isAfter(b) ? a : b);
  }

  /**
   * A dead letter was written.
   *
   * @param address where it lies, {@code s3://…}
   */
  public void lettered(DeadLetter letter, String address) {
    letters.add(Letter.of(letter, address));
  }

  /** By pipe; see {@link LastHour#flows}. */
  Map<String, LastHour.Flow> flows() {
    return lastHour.flows();
  }

  /** The newest first. */
  List<Loaded> loads() {
    return loads.all();
  }

  /** The newest first. */
  List<Letter> letters() {
    return letters.all();
  }

  Optional<Instant> lastLoaded(String pipe) {
    return Optional.ofNullable(lastLoaded.get(pipe));
  }
}
