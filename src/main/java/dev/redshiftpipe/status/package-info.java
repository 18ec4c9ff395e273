/**
 * How the process stands and what it has done of late, for those who look at it: counted in bounded
 * memory, given as JSON, and the routes laid out as a drawing.
 */
@NullMarked
package dev.redshiftpipe.status;

import org.jspecify.annotations.NullMarked;
