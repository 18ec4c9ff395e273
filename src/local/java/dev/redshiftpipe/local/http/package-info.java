/** One address for all of the stand-in: which request is for which service, and AWS's JSON form. */
@NullMarked
package dev.redshiftpipe.local.http;

import org.jspecify.annotations.NullMarked;
