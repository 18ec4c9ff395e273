package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Treatment;
import java.util.List;

/** Pieces of SQL about the table that COPY fills before its rows come into the target. */
public final class Staging {
  /** Its name. */
  public static final Sql TABLE = new Sql("stage");

  private Staging() {}

  /** What follows its name in CREATE TEMP TABLE. */
  public static Sql definition(Pipe pipe) {
    String target = pipe.into().toString();
    if (!pipe.treatment().stageColumns().isEmpty()) {
      return new Sql("(\n" + pipe.treatment().stageColumns() + "\n)");
    }
    if (pipe.treatment().mode() instanceof Mode.Cdc cdc) {
      // rows that delete are empty but for their keys: no NOT NULL
      String operation =
          cdc.operation().isEmpty() ? "" : "CAST(NULL AS VARCHAR(64)) AS " + cdc.operation() + ", ";
      return new Sql(
          "AS\nSELECT %s%s.*\nFROM %s\nWHERE 1 = 0"
              .formatted(operation, pipe.into().name(), target));
    }
    return new Sql("(LIKE " + target + " INCLUDING DEFAULTS)");
  }

  /** The pipe's select, or some columns of the stage; all of them for none. */
  public static Sql rows(Treatment treatment, List<String> columns) {
    return treatment.select().isEmpty()
        ? new Sql("SELECT " + list(columns).text() + "\nFROM stage")
        : new Sql(treatment.select());
  }

  /** Columns as in a SELECT; {@code *} for none. */
  public static Sql list(List<String> columns) {
    return new Sql(columns.isEmpty() ? "*" : String.join(", ", columns));
  }

  /** Columns as they stand behind INSERT INTO; nothing for none. */
  public static Sql inserted(List<String> columns) {
    return new Sql(Sql.columns(columns).text().strip());
  }

  /** Whether a row of the stage deletes. */
  public static Sql isDeletion(Mode.Cdc cdc) {
    return cdc.operation().isEmpty()
        ? new Sql("1 = 0")
        : new Sql(cdc.operation() + " = " + Sql.literal(cdc.deleteValue()).text());
  }

  /**
   * Takes the operation column off a table.
   *
   * @param table nothing is done where it is empty
   */
  public static Sql dropOperation(Mode.Cdc cdc, String table) {
    return table.isEmpty()
        ? Sql.NOTHING
        : new Sql("ALTER TABLE " + table + " DROP COLUMN " + cdc.operation());
  }
}
