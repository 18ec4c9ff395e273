/**
 * Where the pipe meets Camel and AWS. No other package imports either; nothing here decides, it
 * carries out what the packages beside it decide.
 */
@NullMarked
package dev.redshiftpipe.edge;

import org.jspecify.annotations.NullMarked;
