/**
 * The bytes of a file: what its first ones say that it is, and what is in it without its
 * compression. Knows nothing of S3: the streams come from {@code edge}.
 */
@NullMarked
package dev.redshiftpipe.source;

import org.jspecify.annotations.NullMarked;
