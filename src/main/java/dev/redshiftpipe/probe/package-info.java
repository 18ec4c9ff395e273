/**
 * What the warehouse must do so that loads are exact, and how to tell from its answers whether it
 * does. {@code edge} asks it.
 */
@NullMarked
package dev.redshiftpipe.probe;

import org.jspecify.annotations.NullMarked;
