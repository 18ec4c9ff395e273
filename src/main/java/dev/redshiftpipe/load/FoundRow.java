package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.LoadError;

/**
 * A row that a validating pass could not read, and how its file did as a whole.
 *
 * @param errorsOfFile all rows of the file that could not be read
 * @param linesOfFile all lines of the file; 0 where Redshift does not say
 */
public record FoundRow(LoadError error, long errorsOfFile, long linesOfFile) {}
