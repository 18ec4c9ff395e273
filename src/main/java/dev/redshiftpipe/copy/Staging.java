package dev.redshiftpipe.copy;

import static java.util.stream.Collectors.joining;

import dev.redshiftpipe.copy.TargetColumns.Column;
import dev.redshiftpipe.copy.TargetColumns.Identity;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Treatment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of SQL about the table that COPY fills before its rows come into the target.
 *
 * <p>It is made like the target, but for columns that number themselves: a copy of the table would
 * have ordinary columns in their place, which COPY would fill with NULL, and no INSERT may give
 * them values (developer guide, CREATE TABLE and INSERT). A table that has such columns is
 * therefore written by the names of the others.
 */
public final class Staging {
  /** Its name. */
  public static final Sql TABLE = new Sql("stage");

  private static final String NO_ROWS = "AS\nSELECT %s\nFROM %s\nWHERE 1 = 0";

  private final Pipe pipe;
  private final Treatment treatment;
  private final String target;
  private final List<String> named;
  private final List<Column> filled;
  private final TargetColumns columns;
  private final boolean leavesOut;
  private final boolean hasDefaults;

  /**
   * @param ofFiles the columns that COPY fills, in the order of the fields; empty for all
   * @param columns of the target
   */
  public Staging(Pipe pipe, List<String> ofFiles, TargetColumns columns) {
    this.pipe = pipe;
    this.treatment = pipe.treatment();
    this.target = Sql.table(pipe.into()).text();
    this.columns = columns;
    String operation = treatment.mode() instanceof Mode.Cdc cdc ? cdc.operation() : "";
    // with stage-columns or select the columns of the files are the stage's
    this.named =
        isTransformed()
            ? List.of()
            : ofFiles.stream().filter(column -> !column.equals(operation)).toList();
    boolean areGiven =
        new CopyOptions(pipe.options(), pipe.format().kind()).has(CopyOptions.EXPLICIT_IDS);
    this.filled = columns.filled(named, treatment, areGiven);
    this.leavesOut = filled.size() < columns.all().size();
    this.hasDefaults = filled.stream().anyMatch(column -> !column.fallback().isEmpty());
  }

  /** What follows the stage's name in CREATE TEMP TABLE. */
  public Sql definition() {
    if (!treatment.stageColumns().isEmpty()) {
      return new Sql("(\n" + treatment.stageColumns() + "\n)");
    }
    if (treatment.mode() instanceof Mode.Cdc cdc) {
      // rows that delete are empty but for their keys: no NOT NULL
      String operation =
          cdc.operation().isEmpty()
              ? ""
              : "CAST(NULL AS VARCHAR(64)) AS " + Sql.name(cdc.operation()).text() + ", ";
      String all = Sql.name(pipe.into().name()).text() + ".*";
      return new Sql(NO_ROWS.formatted(operation + (isByName() ? names() : all), target));
    }
    return isByName() ? defined(true) : new Sql("(LIKE " + target + " INCLUDING DEFAULTS)");
  }

  /** What follows the name of a table of the target's columns, without constraints. */
  public Sql likeTarget() {
    return new Sql(NO_ROWS.formatted(isByName() ? names() : "*", target));
  }

  /**
   * The same for what the pipe's select yields: a select older than a column of the table leaves
   * that column to its default.
   */
  public Sql incoming() {
    return isByName() && isTransformed() && hasDefaults ? defined(false) : likeTarget();
  }

  /** The rows of the stage in such a table. */
  public Sql rows() {
    if (!treatment.select().isEmpty()) {
      return new Sql(treatment.select());
    }
    String all = isByName() && !isTransformed() ? names() : "*";
    return new Sql("SELECT " + all + "\nFROM stage");
  }

  /** The columns that INSERT fills, in parentheses; nothing for all. */
  public Sql insertedColumns() {
    return new Sql(Sql.columns(inserted()).text().strip());
  }

  /** The same as in a SELECT. */
  public Sql insertedValues() {
    return inserted().isEmpty() ? new Sql("*") : Sql.list(inserted());
  }

  /** What a SELECT of all columns of the newest rows names. */
  public Sql newestColumns() {
    return isByName() ? new Sql(names()) : new Sql("*");
  }

  /** Takes their rank off the newest rows, where all columns are taken. */
  public Sql dropRank() {
    return isByName() ? Sql.NOTHING : new Sql("ALTER TABLE newest DROP COLUMN nth_newest");
  }

  /**
   * Fails when the table has more or fewer columns than those that are named: a file's field would
   * be left out.
   */
  public Sql sameColumns() {
    if (!isByName() || !named.isEmpty() || isTransformed()) {
      return Sql.NOTHING;
    }
    return new Sql(
        """
        SELECT 1 / (CASE WHEN COUNT(*) = %d THEN 1 ELSE 0 END)
        FROM pg_attribute
        INNER JOIN pg_class ON pg_attribute.attrelid = pg_class.oid
        INNER JOIN pg_namespace ON pg_class.relnamespace = pg_namespace.oid
        WHERE pg_namespace.nspname = %s
        AND pg_class.relname = %s
        AND pg_attribute.attnum > 0
        AND NOT pg_attribute.attisdropped"""
            .formatted(
                columns.all().size(),
                Sql.literal(pipe.into().schema()).text(),
                Sql.literal(pipe.into().name()).text()));
  }

  /**
   * Of append and replace: makes a table of what the select yields; nothing where none is needed.
   */
  public Sql incomingTable() {
    return needsIncoming()
        ? new Sql("CREATE TEMP TABLE incoming " + incoming().text())
        : Sql.NOTHING;
  }

  /** Of append and replace: fills that table. */
  public Sql selectIncoming() {
    return needsIncoming() ? new Sql("INSERT INTO incoming\n" + rows().text()) : Sql.NOTHING;
  }

  /** Of append and replace: the rows that come into the target. */
  public Sql rowsAdded() {
    return needsIncoming()
        ? new Sql("SELECT " + insertedValues().text() + "\nFROM incoming")
        : rows();
  }

  /** A select may yield fewer columns than an INSERT has to name. */
  private boolean needsIncoming() {
    return isTransformed() && isByName();
  }

  /** Whether the stage is written and read by the names of its columns. */
  private boolean isByName() {
    return leavesOut
        || splitBy() != null
        || (isTransformed() && hasDefaults && comparesWithTarget());
  }

  /** Otherwise what the select leaves out is left to the defaults by INSERT itself. */
  private boolean comparesWithTarget() {
    return treatment.mode().tellsRowsApart().isPresent();
  }

  /** Which rows the first INSERT takes; the others leave a column to the warehouse. */
  public Sql withGivenNumber() {
    Column split = splitBy();
    return split == null
        ? Sql.NOTHING
        : new Sql("\nWHERE " + Sql.name(split.name()).text() + " IS NOT NULL");
  }

  /** The second INSERT, of rows that the warehouse numbers. */
  public Sql insertNumbered() {
    Column split = splitBy();
    if (split == null) {
      return Sql.NOTHING;
    }
    List<String> others =
        filled.stream().map(Column::name).filter(name -> !name.equals(split.name())).toList();
    return new Sql(
        "INSERT INTO %s%s\nSELECT %s\nFROM newest\nWHERE %s IS NULL"
            .formatted(
                target,
                Sql.columns(others).text(),
                Sql.list(others).text(),
                Sql.name(split.name()).text()));
  }

  /** Columns by which rows as new as each other are told apart. */
  public List<String> ties() {
    return filled.stream()
        .filter(column -> !column.isNumbered() && TargetColumns.isComparable(column))
        .map(Column::name)
        .filter(name -> named.isEmpty() || named.contains(name))
        .toList();
  }

  /** Whether a row of the stage deletes. */
  public static Sql isDeletion(Mode.Cdc cdc) {
    return cdc.operation().isEmpty()
        ? new Sql("1 = 0")
        : new Sql(Sql.name(cdc.operation()).text() + " = " + Sql.literal(cdc.deleteValue()).text());
  }

  /**
   * Takes the operation column off a table of the stage's columns, where the target's are not
   * named; nothing where the pipe has a stage of its own.
   */
  public Sql dropOperation(Mode.Cdc cdc, String table) {
    return cdc.operation().isEmpty() || isTransformed() || isByName()
        ? Sql.NOTHING
        : new Sql("ALTER TABLE " + table + " DROP COLUMN " + Sql.name(cdc.operation()).text());
  }

  private boolean isTransformed() {
    return TargetColumns.isTransformed(treatment);
  }

  private List<String> inserted() {
    return !named.isEmpty()
        ? named
        : isByName() ? filled.stream().map(Column::name).toList() : List.of();
  }

  private String names() {
    return Sql.list(filled.stream().map(Column::name).toList()).text();
  }

  /** The column that files may fill or leave to the warehouse, row by row; null for none. */
  private @Nullable Column splitBy() {
    return named.isEmpty() && !isTransformed()
        ? filled.stream().filter(c -> c.identity() == Identity.BY_DEFAULT).findFirst().orElse(null)
        : null;
  }

  private Sql defined(boolean isConstrained) {
    return new Sql(
        filled.stream()
            .map(column -> defined(column, isConstrained))
            .collect(joining(",\n  ", "(\n  ", "\n)")));
  }

  private static String defined(Column column, boolean isConstrained) {
    return Sql.name(column.name()).text()
        + " "
        + column.type()
        + (column.fallback().isEmpty() ? "" : " DEFAULT " + column.fallback())
        + (isConstrained && column.isNotNull() && !column.isNumbered() ? " NOT NULL" : "");
  }
}
