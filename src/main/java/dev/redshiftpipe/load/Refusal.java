package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Instant;

/**
 * A file that the history has as refused, for which a dead letter must lie in S3.
 *
 * @param file with what is wrong with it
 * @param at the history's recorded_at
 */
public record Refusal(Pipe pipe, BatchFile file, String batchId, Instant at) {}
