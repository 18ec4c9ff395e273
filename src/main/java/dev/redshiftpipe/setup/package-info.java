/**
 * What {@code setup} makes and {@code teardown} takes away: the warehouse's objects from scripts,
 * data shares, policies, schedules. Plans and SQL only; who carries them out is in {@code edge}.
 */
@NullMarked
package dev.redshiftpipe.setup;

import org.jspecify.annotations.NullMarked;
