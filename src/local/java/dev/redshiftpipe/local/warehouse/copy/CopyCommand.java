package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Rendered;
import java.util.List;

/**
 * What a COPY asks for.
 *
 * @param table as PostgreSQL reads it
 * @param columns in the order of the fields; empty for all of the table's
 * @param from an S3 URL: a prefix, or a manifest's object
 */
public record CopyCommand(
    Rendered table, List<String> columns, String from, CopyFormat format, CopyOptions options) {
  public CopyCommand {
    columns = List.copyOf(columns);
  }
}
