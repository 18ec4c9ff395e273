package dev.redshiftpipe.bench.usual;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.redshiftpipe.bench.model.FileName;

/**
 * One run of the state machine, about one file.
 *
 * @param tries how often its status was asked
 */
public record Execution(
    String url, String table, String statementId, int tries, boolean isFinished) {
  private static final int MOST_TRIES = 10;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Of a notification of S3's. */
  public static Execution of(String body) throws JsonProcessingException {
    JsonNode s3 = JSON.readTree(body).path("Records").path(0).path("s3");
    String key = s3.path("object").path("key").asText();
    String url = "s3://" + s3.path("bucket").path("name").asText() + "/" + key;
    return new Execution(url, FileName.ofUrl(url).table(), "", 0, false);
  }

  Execution submitted(String id) {
    return new Execution(url, table, id, 0, false);
  }

  Execution asked(boolean isOver) {
    return new Execution(url, table, statementId, tries + 1, isOver);
  }

  /** Whether it is to be asked again. */
  public boolean isWaiting() {
    return !isFinished && tries < MOST_TRIES;
  }

  public boolean isGivenUp() {
    return !isFinished && tries >= MOST_TRIES;
  }
}
