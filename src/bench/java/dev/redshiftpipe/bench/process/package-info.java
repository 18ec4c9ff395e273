/** The processes that a benchmark runs: SQS, pipes, and what they are compared with. */
@NullMarked
package dev.redshiftpipe.bench.process;

import org.jspecify.annotations.NullMarked;
