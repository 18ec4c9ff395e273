package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.CopyCommand;
import dev.redshiftpipe.copy.Rows;
import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.Staging;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Treatment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the parameters of a batch's statements stand for. */
final class Values {
  private final Control control;
  private final Batch batch;
  private final Pipe pipe;
  private final Treatment treatment;
  private final Instant now;
  private final Map<String, Sql> values = new TreeMap<>();

  Values(Control control, Batch batch, Instant now) {
    this.control = control;
    this.batch = batch;
    this.pipe = batch.pipe();
    this.treatment = pipe.treatment();
    this.now = now;
  }

  Map<String, Sql> all() {
    TargetTables own = TargetTables.of(pipe.into());
    values.put("lock", Sql.table(own.lock()));
    values.put("locks", locks());
    values.put("history", Sql.table(own.history()));
    values.put("errors", Sql.table(own.errors()));
    values.put("batch_id", Sql.literal(batch.id()));
    values.put("pipe", Sql.literal(pipe.name()));
    values.put("target", Sql.literal(pipe.into().toString()));
    values.put("target_table", Sql.table(pipe.into()));
    values.put("files_url", Sql.literal(control.url(control.fileListKey(batch))));
    values.put("rejected_url", Sql.literal(control.url(control.rejectedKey(batch))));
    values.put("iam_role", Sql.iamRole(pipe.warehouse().iamRole()));
    values.put("status", Sql.literal(status(batch.purpose())));
    values.put("recorded_at", batch.purpose().readsFiles() ? Sql.NOW : Sql.timestamp(now));
    if (batch.purpose().readsFiles()) {
      values.put("copy", copy());
    }
    if (treatment.isStaged()) {
      staging();
    }
    return values;
  }

  /** Locks are taken in one order everywhere, so that no two loads wait for each other. */
  private Sql locks() {
    return Sql.tables(pipe.written().stream().map(table -> TargetTables.of(table).lock()).toList());
  }

  private Sql copy() {
    Sql into = treatment.isStaged() ? Staging.TABLE : Sql.table(pipe.into());
    return batch.entries().isEmpty()
        ? Sql.NOTHING
        : CopyCommand.of(batch, into, control.url(control.manifestKey(batch)));
  }

  private void staging() {
    List<String> some = someOfTarget();
    boolean appends =
        treatment.mode() instanceof Mode.Append || treatment.mode() instanceof Mode.Replace;
    values.put("insert_columns", Staging.inserted(some));
    values.put("insert_values", Staging.list(some));
    values.put("stage_definition", Staging.definition(pipe));
    values.put("rows", Staging.rows(treatment, appends ? some : List.of()));
    switch (treatment.mode()) {
      case Mode.Append append -> {}
      case Mode.Replace replace -> {}
      case Mode.Upsert upsert -> identity(upsert.identity());
      case Mode.Cdc cdc -> {
        identity(cdc.identity());
        deletions(cdc);
      }
    }
  }

  /** The columns of the target that the files fill; empty for all. */
  private List<String> someOfTarget() {
    if (!treatment.stageColumns().isEmpty() || !treatment.select().isEmpty()) {
      return List.of(); // the columns of the batch are the stage's
    }
    String operation = treatment.mode() instanceof Mode.Cdc cdc ? cdc.operation() : "";
    return batch.columns().stream().filter(column -> !column.equals(operation)).toList();
  }

  private void identity(Mode.Identity identity) {
    Rows rows = new Rows(identity);
    String target = pipe.into().name();
    values.put("keys", rows.keys());
    values.put("newest_first", rows.newestFirst());
    values.put("keys_missing", rows.keysMissing());
    values.put("same_as_target", rows.same("newest", target));
    values.put("target_is_as_new", rows.asNewAs(target, "newest"));
  }

  private void deletions(Mode.Cdc cdc) {
    Rows rows = new Rows(cdc.identity());
    Table table = TargetTables.tombstones(pipe.into(), cdc.identity());
    String target = pipe.into().name();
    String tombstones = table.name();
    boolean drops =
        !cdc.operation().isEmpty()
            && treatment.stageColumns().isEmpty()
            && treatment.select().isEmpty();
    values.put("tombstones", Sql.table(table));
    values.put("is_deletion", Staging.isDeletion(cdc));
    values.put("drop_operation", Staging.dropOperation(cdc, drops ? "stage" : ""));
    values.put("drop_operation_too", Staging.dropOperation(cdc, drops ? "deleting" : ""));
    values.put("keys_and_order", rows.keysAndOrder());
    values.put("order_missing", rows.orderMissing());
    values.put("keys_and_order_of_incoming", rows.keysAndOrderOf("incoming"));
    values.put("keys_and_order_of_target", rows.keysAndOrderOf(target));
    values.put("keys_and_order_of_tombstones", rows.keysAndOrderOf(tombstones));
    values.put("incoming_is_undated", rows.same("incoming", "undated"));
    values.put("target_is_undated", rows.same(target, "undated"));
    values.put("tombstones_is_undated", rows.same(tombstones, "undated"));
    values.put("incoming_is_buried", rows.same("incoming", "buried"));
    values.put("target_is_buried", rows.same(target, "buried"));
    values.put("tombstones_is_buried", rows.same(tombstones, "buried"));
    values.put("incoming_is_tombstones", rows.same("incoming", tombstones));
    values.put("buried_as_new_as_incoming", rows.asNewAs("buried", "incoming"));
    values.put("buried_as_new_as_target", rows.asNewAs("buried", target));
    values.put("buried_as_new_as_tombstones", rows.asNewAs("buried", tombstones));
    values.put("tombstones_as_new_as_incoming", rows.asNewAs(tombstones, "incoming"));
  }

  private static String status(Purpose purpose) {
    return switch (purpose) {
      case LOAD, CONFIRM, VALIDATE -> "loaded";
      case REFUSE -> "refused";
      case SUPERSEDE -> "superseded";
    };
  }
}
