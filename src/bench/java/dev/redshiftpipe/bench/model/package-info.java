/**
 * A warehouse that takes the time that a warehouse would take, and keeps of its files only which
 * were loaded, when and how often.
 */
@NullMarked
package dev.redshiftpipe.bench.model;

import org.jspecify.annotations.NullMarked;
