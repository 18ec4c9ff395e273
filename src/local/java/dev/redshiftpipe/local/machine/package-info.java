/** What the stand-in takes of the machine it runs on: ports and folders. */
@NullMarked
package dev.redshiftpipe.local.machine;

import org.jspecify.annotations.NullMarked;
