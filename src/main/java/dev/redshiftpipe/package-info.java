/**
 * Redshift Pipe: read this first.
 *
 * <p><b>The story of one notification.</b> S3 tells SQS that an object was created. Stage 1 ({@code
 * routes/1-receive}) takes the message, reads its envelope ({@code notification}), asks which pipes
 * want the object ({@code pipe}) and hands an assignment on. Stage 2 lets it wait in the lane of
 * its target table until a batch is due ({@code batch}). Stage 3 makes files ready that COPY cannot
 * take as they are ({@code routes/prepare}), writes a manifest ({@code copy}), and submits one
 * transaction: lock, fence, guard, COPY, history ({@code load}). Stage 4 asks how it stands until
 * the answer is final. Stage 5 does what follows from the answer: it acknowledges, loads again,
 * finds the bad files of the batch ({@code routes/isolate}) and refuses them ({@code deadletter}),
 * or holds the lane ({@code routes/hold}). The message stays in SQS, invisible, until then, or is
 * sent there again with a delay, to a queue of its own where one is named ({@code routes/parked}):
 * queues are the only memory.
 *
 * <p><b>The map.</b> {@code notification → pipe → source → batch → copy → load → deadletter → event
 * → workflow → status} are pure; each knows only those to its left. {@code settings} reads the
 * configuration into their records. {@code setup}, {@code infer} and {@code probe} are pure, too:
 * what AWS and the warehouse must have and allow, what samples of files look like, and whether a
 * warehouse does what is assumed of it. {@code edge} alone knows Camel and AWS. {@code command} is
 * the command line. The flow itself stands in {@code routes/}, not in Java.
 */
@NullMarked
package dev.redshiftpipe;

import org.jspecify.annotations.NullMarked;
