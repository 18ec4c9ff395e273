package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Housekeeping;
import dev.redshiftpipe.load.TargetTables;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.workflow.StepTables;
import dev.redshiftpipe.workflow.StepTransactions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The pipe's own tables: made when they are needed for the first time, and left as they are. */
final class OwnTables {
  private final Housekeeping housekeeping;
  private final StepTransactions steps;
  private final Statements statements;
  private final Map<String, TableRounds> warehouses = new ConcurrentHashMap<>();

  OwnTables(Housekeeping housekeeping, StepTransactions steps, Statements statements) {
    this.housekeeping = housekeeping;
    this.steps = steps;
    this.statements = statements;
  }

  /** Lock and history of every table that loads of a pipe write, and the target's tombstones. */
  CompletableFuture<Void> of(Pipe pipe) {
    Map<String, Supplier<List<Statement>>> needed = new LinkedHashMap<>();
    for (Table table : pipe.written()) {
      needed.put(TargetTables.of(table).history().name(), () -> housekeeping.target(table));
    }
    if (pipe.treatment().mode() instanceof Mode.Cdc cdc) {
      needed.put(
          TargetTables.tombstones(pipe.into(), cdc.identity()).name(),
          () -> housekeeping.tombstones(pipe.into(), cdc));
    }
    return in(pipe.warehouse()).of(needed);
  }

  /** Lock and memory of a step of a workflow. */
  CompletableFuture<Void> of(Warehouse warehouse, StepTables step) {
    return in(warehouse).of(Map.of(step.steps().name(), () -> steps.tables(step)));
  }

  private TableRounds in(Warehouse warehouse) {
    return warehouses.computeIfAbsent(
        warehouse.name(), name -> new TableRounds(warehouse, housekeeping, steps, statements));
  }
}
