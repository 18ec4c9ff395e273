/**
 * The usual ways to load files into Redshift, beside ours: a state machine for each file, and a
 * batch every minute.
 */
@NullMarked
package dev.redshiftpipe.bench.usual;

import org.jspecify.annotations.NullMarked;
