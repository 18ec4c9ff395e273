/**
 * The Redshift Data API over any warehouse that opens {@link
 * dev.redshiftpipe.local.redshiftdata.Sessions}: a statement is submitted, runs on a thread of its
 * own, and is asked about.
 *
 * <p>{@link dev.redshiftpipe.local.redshiftdata.RedshiftDataService} finds the operation; {@code
 * ServiceModel} refuses what the service model refuses; {@code Submit} makes a {@code Statement}
 * and starts its {@code Execution}; the other operations read what {@code StatementBook} and {@code
 * HeldSessions} keep. Texts of errors follow AWS where they are known; where they are not, the line
 * says "assumed".
 */
@NullMarked
package dev.redshiftpipe.local.redshiftdata;

import org.jspecify.annotations.NullMarked;
