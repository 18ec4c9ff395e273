package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.notification.S3Object;
import java.util.List;

/**
 * A batch ready to be submitted: its lists for S3 and the statements of its transaction.
 *
 * @param manifestKey where in the control bucket {@code manifest} is to be written
 * @param fileListKey where in the control bucket {@code fileList} is to be written
 */
public record Load(
    Batch batch,
    String manifestKey,
    String manifest,
    String fileListKey,
    String fileList,
    List<Statement> statements)
    implements Batched {
  public Load {
    statements = List.copyOf(statements);
  }

  /** {@code pipe/batch/attempt}: what ListStatements and the console show. */
  public String statementName() {
    return batch.pipe().name() + "/" + batch.id() + "/" + batch.attempt();
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
