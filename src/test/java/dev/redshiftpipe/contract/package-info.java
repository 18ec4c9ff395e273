/** What the pipe counts on from AWS, written with the AWS SDK alone, for any endpoint. */
@NullMarked
package dev.redshiftpipe.contract;

import org.jspecify.annotations.NullMarked;
