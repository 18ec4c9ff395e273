/**
 * One batch on its way into the warehouse: the transaction, its answers and what follows from them.
 */
@NullMarked
package dev.redshiftpipe.load;

import org.jspecify.annotations.NullMarked;
