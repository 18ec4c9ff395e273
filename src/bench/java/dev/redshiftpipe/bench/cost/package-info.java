/** What a million files cost, in calls, commits and money. */
@NullMarked
package dev.redshiftpipe.bench.cost;

import org.jspecify.annotations.NullMarked;
