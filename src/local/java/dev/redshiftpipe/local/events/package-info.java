/** EventBridge: buses, rules with patterns or schedules, and targets that are queues. */
@NullMarked
package dev.redshiftpipe.local.events;

import org.jspecify.annotations.NullMarked;
