/** What it takes to read a notification and to find its pipe. */
@NullMarked
package dev.redshiftpipe.bench.parsing;

import org.jspecify.annotations.NullMarked;
