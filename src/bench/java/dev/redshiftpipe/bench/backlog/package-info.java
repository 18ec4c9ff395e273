/** Many files at once: a backlog, its neighbours, and several processes that share it. */
@NullMarked
package dev.redshiftpipe.bench.backlog;

import org.jspecify.annotations.NullMarked;
