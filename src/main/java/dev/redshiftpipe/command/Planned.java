package dev.redshiftpipe.command;

import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Some;

/**
 * What a pipe would send to the warehouse.
 *
 * @param isMadeUp whether it is for a file that is not there, because none is
 * @param hidden files that the pipe skips, of those that were listed
 * @param empty objects of 0 bytes, of those that were listed
 */
public record Planned(Load load, boolean isMadeUp, Some hidden, long empty) {}
