package dev.redshiftpipe.edge;

import dev.redshiftpipe.command.Finding;
import dev.redshiftpipe.copy.CopyOptions;
import dev.redshiftpipe.copy.StageColumns;
import dev.redshiftpipe.copy.TargetColumns;
import dev.redshiftpipe.copy.TargetColumns.Column;
import dev.redshiftpipe.copy.TargetColumns.Identity;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether COPY can fill what a pipe's columns name, and INSERT what follows. */
final class CheckColumns {
  private final Pipe pipe;
  private final TargetColumns table;
  private final boolean areGiven;
  private final boolean isTransformed;

  CheckColumns(Pipe pipe, TargetColumns table) {
    this.pipe = pipe;
    this.table = table;
    this.areGiven =
        new CopyOptions(pipe.options(), pipe.format().kind()).has(CopyOptions.EXPLICIT_IDS);
    this.isTransformed = TargetColumns.isTransformed(pipe.treatment());
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    List<String> named =
        pipe.columns().stream().filter(column -> !column.equals(operation())).toList();
    List<String> there =
        pipe.treatment().stageColumns().isEmpty()
            ? table.names()
            : StageColumns.names(pipe.treatment().stageColumns());
    String whose = pipe.treatment().stageColumns().isEmpty() ? pipe.into().toString() : "the stage";
    List<String> unknown = named.stream().filter(column -> !there.contains(column)).toList();
    if (!unknown.isEmpty()) {
      findings.add(mistake("columns", "names %s, which %s does not have", unknown, whose));
    }
    if (!named.isEmpty() && !isTransformed) {
      List<String> needed =
          table.all().stream()
              .filter(column -> !column.isOptional() && !named.contains(column.name()))
              .map(Column::name)
              .toList();
      if (!needed.isEmpty()) {
        findings.add(
            mistake("columns", "leaves out %s: NOT NULL in %s, and no default", needed, whose));
      }
    }
    List<String> numbered =
        table.all().stream()
            .filter(column -> column.identity() == Identity.ALWAYS)
            .map(Column::name)
            .toList();
    List<String> given = numbered.stream().filter(named::contains).toList();
    if (!given.isEmpty() && !areGiven && !isTransformed) {
      findings.add(
          mistake("columns", "names %s, an IDENTITY column of %s: leave it out", given, whose));
    }
    if (areGiven && pipe.treatment().isStaged() && !numbered.isEmpty()) {
      findings.add(
          mistake(
              "options",
              "EXPLICIT_IDS: no INSERT may fill %s, an IDENTITY column of %s; only mode append and"
                  + " replace without stage-columns and select can",
              numbered,
              pipe.into().toString()));
    }
    return findings;
  }

  /** The columns that COPY fills with any of the pipe's files, the operation among them. */
  List<String> ofFiles() {
    if (!pipe.columns().isEmpty()) {
      return pipe.columns();
    }
    if (!pipe.treatment().stageColumns().isEmpty()) {
      return StageColumns.names(pipe.treatment().stageColumns());
    }
    Stream<String> operation = operation().isEmpty() ? Stream.empty() : Stream.of(operation());
    return Stream.concat(
            operation,
            table.all().stream()
                .filter(
                    column ->
                        areGiven
                            || (pipe.treatment().columnsFromHeader()
                                ? !column.isNumbered()
                                : column.identity() != Identity.ALWAYS))
                .map(Column::name))
        .toList();
  }

  private String operation() {
    return pipe.treatment().mode() instanceof Mode.Cdc cdc ? cdc.operation() : "";
  }

  private Finding mistake(String setting, String what, List<String> columns, String whose) {
    return Finding.mistake(
        "pipe." + pipe.name() + "." + setting, what.formatted(String.join(", ", columns), whose));
  }
}
