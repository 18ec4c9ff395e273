/** application.properties and the environment, read into records; every mistake at once. */
@NullMarked
package dev.redshiftpipe.settings;

import org.jspecify.annotations.NullMarked;
