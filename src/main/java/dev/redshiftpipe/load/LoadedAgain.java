package dev.redshiftpipe.load;

/**
 * What was done about a file that was asked for.
 *
 * @param target of the pipe, with its warehouse
 * @param known what the history had of it: loaded, refused or superseded; empty for nothing
 * @param isSent whether its notification was sent
 */
public record LoadedAgain(String url, String pipe, String target, String known, boolean isSent) {}
