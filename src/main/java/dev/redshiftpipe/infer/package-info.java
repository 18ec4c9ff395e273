/**
 * What a pipe and a table for files would look like, from the beginnings of some of them. Knows
 * nothing of S3: {@code edge} brings the samples.
 */
@NullMarked
package dev.redshiftpipe.infer;

import org.jspecify.annotations.NullMarked;
