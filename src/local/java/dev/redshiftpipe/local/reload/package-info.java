/**
 * Takes changed route files into a running pipe, in the local run alone. Knows of the pipe only
 * that it is a Camel Main: {@code camel.main.mainListenerClasses} names {@link
 * dev.redshiftpipe.local.reload.ReloadRoutes}.
 *
 * <p>A change is first tried in a context of its own ({@link
 * dev.redshiftpipe.local.reload.TrialRun}), then put in the place of what runs while nothing is
 * under way ({@link dev.redshiftpipe.local.reload.Exchanged}).
 */
@NullMarked
package dev.redshiftpipe.local.reload;

import org.jspecify.annotations.NullMarked;
