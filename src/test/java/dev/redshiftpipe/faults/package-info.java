/**
 * The fault suite: real processes of the packaged jar on one queue, everything going wrong that
 * can, drawn from one random number; and in the end a comparison of every file with what became of
 * it.
 *
 * <p>{@link dev.redshiftpipe.faults.FaultSuite} is a run. {@link dev.redshiftpipe.faults.Feed} puts
 * files and writes them into the {@link dev.redshiftpipe.faults.Ledger}; {@link
 * dev.redshiftpipe.faults.Mishaps} strike the {@link dev.redshiftpipe.faults.Fleet} of processes,
 * the warehouse, the Data API ({@link dev.redshiftpipe.faults.ApiFaults}) and the notifications
 * ({@link dev.redshiftpipe.faults.Messenger}); {@link dev.redshiftpipe.faults.Verdict} compares.
 *
 * <p>{@code mvn -Pfaults -Dminutes=30 -Dseed=7} runs it for as long as wanted.
 */
@NullMarked
package dev.redshiftpipe.faults;

import org.jspecify.annotations.NullMarked;
