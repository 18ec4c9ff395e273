/** AWS on this machine: what the pipe needs of S3, SQS, EventBridge and Redshift. */
@NullMarked
package dev.redshiftpipe.local;

import org.jspecify.annotations.NullMarked;
