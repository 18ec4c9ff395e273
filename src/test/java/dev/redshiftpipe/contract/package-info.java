/** What the pipe counts on of AWS, as suites that run against the stand-in and other endpoints. */
@NullMarked
package dev.redshiftpipe.contract;

import org.jspecify.annotations.NullMarked;
