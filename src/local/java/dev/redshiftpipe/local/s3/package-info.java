/** S3: S3Proxy over a folder, with the events S3 sends about its objects. */
@NullMarked
package dev.redshiftpipe.local.s3;

import org.jspecify.annotations.NullMarked;
