/** What is told to the bus, against the schemas that are published. */
@NullMarked
package dev.redshiftpipe.event;

import org.jspecify.annotations.NullMarked;
