/** The command line: what can be asked of it, and how its answers are shown. */
@NullMarked
package dev.redshiftpipe.command;

import org.jspecify.annotations.NullMarked;
