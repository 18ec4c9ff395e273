/** What is written down when a message or a load is given up. */
@NullMarked
package dev.redshiftpipe.deadletter;

import org.jspecify.annotations.NullMarked;
