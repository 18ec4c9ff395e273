package dev.redshiftpipe.batch;

/**
 * A row that COPY could not read, as SYS_LOAD_ERROR_DETAIL has it.
 *
 * @param file the file's URL, cut after 256 characters by Redshift
 * @param line from 1; 0 where Redshift names none
 * @param column empty where Redshift names none
 * @param code Redshift's, such as 1202
 */
public record LoadError(String file, long line, String column, long code, String reason) {
  /** In one line, for people, under the name that they know the file by. */
  public String text(String url) {
    return "%s line %d%s: %s (%d)"
        .formatted(url.strip(), line, column.isEmpty() ? "" : ", column " + column, reason, code);
  }
}
