package dev.redshiftpipe.pipe;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happens between a file and the rows of its table.
 *
 * @param stageColumns definitions of the columns of the table that COPY fills first, as in CREATE
 *     TABLE; empty where it is made like the target
 * @param select a SELECT over {@code stage} that yields the target's columns in their order; empty
 *     where the stage has them already
 * @param first statements in the same transaction, before the load changes the target
 * @param then statements in the same transaction, behind the load
 * @param thenWrites other tables that these write, which are locked with the target
 * @param thenWorkflow started after the commit; empty for none
 * @param compression of all files; empty where the first bytes of each decide
 * @param hiddenFiles what becomes of {@link dev.redshiftpipe.pipe.HiddenFiles}
 */
public record Treatment(
    Mode mode,
    String stageColumns,
    String select,
    boolean columnsFromHeader,
    Trigger trigger,
    OnOverwrite onOverwrite,
    List<String> first,
    List<String> then,
    List<Table> thenWrites,
    String thenWorkflow,
    Optional<Compression> compression,
    HiddenFiles hiddenFiles) {
  /** What {@code first} and {@code then} may name behind a colon: the batch, and its pipe. */
  public static final Set<String> PARAMETERS = Set.of("batch_id", "pipe");

  /** Rows are added, as COPY does. */
  public static final Treatment APPEND =
      new Treatment(
          new Mode.Append(),
          "",
          "",
          false,
          Trigger.OBJECT,
          OnOverwrite.IGNORE,
          List.of(),
          List.of(),
          List.of(),
          "");

  /** What starts a load. */
  public enum Trigger {
    /** Every object is a file with rows. */
    OBJECT,
    /** An object lists files, in Redshift's form of a manifest; they are loaded as one. */
    MANIFEST,
    /** An object says that its folder is complete; the folder's files are loaded as one. */
    MARKER
  }

  /** What a known key does that is written again. */
  public enum OnOverwrite {
    /** Nothing. */
    IGNORE,
    /** It is another version, and is loaded as a file of its own. */
    LOAD
  }

  /** What becomes of objects that are not data. */
  public enum HiddenFiles {
    /** They are left out. */
    SKIP,
    /** They are files like the others. */
    LOAD
  }

  /** Without hidden files, and with the compression that the first bytes show. */
  public Treatment(
      Mode mode,
      String stageColumns,
      String select,
      boolean columnsFromHeader,
      Trigger trigger,
      OnOverwrite onOverwrite,
      List<String> first,
      List<String> then,
      List<Table> thenWrites,
      String thenWorkflow) {
    this(
        mode,
        stageColumns,
        select,
        columnsFromHeader,
        trigger,
        onOverwrite,
        first,
        then,
        thenWrites,
        thenWorkflow,
        Optional.empty(),
        HiddenFiles.SKIP);
  }

  public Treatment {
    first = List.copyOf(first);
    then = List.copyOf(then);
    thenWrites = List.copyOf(thenWrites);
  }

  /** Whether COPY fills a table of its own first. */
  public boolean isStaged() {
    return !(mode instanceof Mode.Append || mode instanceof Mode.Replace)
        || !stageColumns.isEmpty()
        || !select.isEmpty();
  }

  /** Whether statements of the pipe's own stand beside the load in its transaction. */
  public boolean hasOwnStatements() {
    return !first.isEmpty() || !then.isEmpty();
  }

  /** Whether files are never loaded together, and fail as one. */
  public boolean isOneAtATime() {
    return mode instanceof Mode.Replace || trigger != Trigger.OBJECT;
  }

  /** Whether the first bytes of each file decide how it is compressed. */
  public boolean detectsCompression(Format format) {
    return compression.isEmpty() && format.kind().isCompressedAsAWhole();
  }

  /** Whether COPY reads a copy of each file in the control bucket, which no producer overwrites. */
  public boolean isCopied(Format format) {
    return trigger == Trigger.OBJECT
        && (columnsFromHeader || onOverwrite == OnOverwrite.LOAD)
        && format.kind() != Format.Kind.XML;
  }

  /** Whether COPY cannot take files as they are: another object or a list takes their place. */
  public boolean isPrepared(Format format) {
    return columnsFromHeader
        || trigger != Trigger.OBJECT
        || onOverwrite == OnOverwrite.LOAD
        || format.kind() == Format.Kind.XML;
  }
}
