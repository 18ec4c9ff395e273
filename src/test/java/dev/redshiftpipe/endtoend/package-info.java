/**
 * The packaged jar, as a process of its own, against the stand-in: files in, rows out.
 *
 * <p>Every class has a {@link dev.redshiftpipe.endtoend.Site}: a stand-in with the queues and
 * buckets that the pipe needs. The rows of the tables are compared with the rows of the files one
 * by one, and so is the load history.
 */
@NullMarked
package dev.redshiftpipe.endtoend;

import org.jspecify.annotations.NullMarked;
