package dev.redshiftpipe.pipe;

import java.time.Duration;

/**
 * What a pipe puts up with.
 *
 * @param maxErrors most rows of one file that may be left out, where {@code onError} is CONTINUE
 * @param timeout a statement that runs longer is cancelled, and its batch halved
 * @param giveUpAfter a file that could not be loaded for so long is dead-lettered
 */
public record LoadPolicy(OnError onError, int maxErrors, Duration timeout, Duration giveUpAfter) {}
