/** How fast messages become batches, beside a loop that only receives and deletes. */
@NullMarked
package dev.redshiftpipe.bench.receive;

import org.jspecify.annotations.NullMarked;
