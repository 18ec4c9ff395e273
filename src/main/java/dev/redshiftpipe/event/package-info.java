/** What is told to the EventBridge bus, and how much of it fits into an event. */
@NullMarked
package dev.redshiftpipe.event;

import org.jspecify.annotations.NullMarked;
