package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.notification.S3Object;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A batch ready to be submitted: what its statements read from S3, and the statements.
 *
 * @param documents to be written to the control bucket before
 * @param preparedAt the time that a refusal records
 */
public record Load(
    Batch batch, List<Document> documents, List<Statement> statements, Instant preparedAt)
    implements Batched {
  public Load {
    documents = List.copyOf(documents);
    statements = List.copyOf(statements);
  }

  /** A text in the control bucket. */
  public record Document(String key, String text) {}

  /**
   * {@code pipe/batch/attempt}, with the purpose behind it where that is not to load: what
   * ListStatements and the console show.
   */
  public String statementName() {
    String purpose =
        batch.purpose().isLoad() ? "" : "/" + batch.purpose().name().toLowerCase(Locale.ROOT);
    return batch.pipe().name() + "/" + batch.id() + "/" + batch.attempt() + purpose;
  }

  /**
   * The ClientToken, 64 characters: the same for a call that is repeated after a lost reply,
   * another for every attempt, every batch and every process. To a token it knows, the Data API
   * answers from the old statement for 8 hours and runs nothing (management guide, data-api,
   * idempotency): neither an attempt that failed nor a file that comes once more may be answered
   * so.
   *
   * @param process a random id of this process
   */
  public String clientToken(String process) {
    return S3Object.sha256(statementName() + "/" + batch.number() + "/" + process);
  }
}
