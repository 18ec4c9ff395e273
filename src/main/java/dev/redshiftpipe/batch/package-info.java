/**
 * What is loaded together: lanes, one per target table, in which files wait and grow into batches.
 */
@NullMarked
package dev.redshiftpipe.batch;

import org.jspecify.annotations.NullMarked;
