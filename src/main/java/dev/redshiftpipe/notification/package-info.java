/** What S3 says: an object was created. Reads every envelope in which that arrives. */
@NullMarked
package dev.redshiftpipe.notification;

import org.jspecify.annotations.NullMarked;
