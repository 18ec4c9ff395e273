/**
 * Runs of workflows and their steps, without Camel and AWS: what a run is, what its steps' SQL is
 * wrapped in, and what is remembered of them.
 */
@NullMarked
package dev.redshiftpipe.workflow;

import org.jspecify.annotations.NullMarked;
