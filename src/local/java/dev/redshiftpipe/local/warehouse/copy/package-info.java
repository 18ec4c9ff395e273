/**
 * COPY from S3: its syntax, its sources, its formats, its conversions, and the tables in which it
 * records loads and errors. Follow {@link dev.redshiftpipe.local.warehouse.copy.Copy} first.
 */
@NullMarked
package dev.redshiftpipe.local.warehouse.copy;

import org.jspecify.annotations.NullMarked;
