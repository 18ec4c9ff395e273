/** From the start of a process to the first row, and what shortens it. */
@NullMarked
package dev.redshiftpipe.bench.start;

import org.jspecify.annotations.NullMarked;
