package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.CopyCommand;
import dev.redshiftpipe.copy.Rows;
import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.Staging;
import dev.redshiftpipe.copy.TargetColumns;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Treatment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the parameters of a batch's statements stand for. */
final class Values {
  /** Characters: the Data API takes 100,000 in a statement. */
  private static final int MOST_OF_TIES = 60_000;

  private final Control control;
  private final Batch batch;
  private final Pipe pipe;
  private final Treatment treatment;
  private final Staging staging;
  private final Instant now;
  private final Map<String, Sql> values = new TreeMap<>();

  Values(Control control, Batch batch, TargetColumns columns, Instant now) {
    this.control = control;
    this.batch = batch;
    this.staging = new Staging(batch.pipe(), batch.columns(), columns);
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
    values.put("insert_columns", staging.insertedColumns());
    values.put("insert_values", staging.insertedValues());
    values.put("stage_definition", staging.definition());
    values.put("same_columns", staging.sameColumns());
    values.put("rows", staging.rows());
    values.put("incoming_definition", staging.incoming());
    switch (treatment.mode()) {
      case Mode.Append append -> added();
      case Mode.Replace replace -> added();
      case Mode.Upsert upsert -> identity(upsert.identity());
      case Mode.Cdc cdc -> {
        identity(cdc.identity());
        deletions(cdc);
      }
    }
  }

  private void added() {
    values.put("incoming", staging.incomingTable());
    values.put("select_incoming", staging.selectIncoming());
    values.put("rows", staging.rowsAdded());
  }

  private void identity(Mode.Identity identity) {
    Rows rows = new Rows(identity, ties());
    String target = Sql.name(pipe.into().name()).text();
    values.put("keys", rows.keys());
    values.put("newest_first", rows.newestFirst());
    values.put("newest_columns", staging.newestColumns());
    values.put("drop_nth", staging.dropRank());
    values.put("keys_missing", rows.keysMissing());
    values.put("same_as_target", rows.same("newest", target));
    values.put("target_is_as_new", rows.asNewAs(target, "newest"));
    values.put("with_given_number", staging.withGivenNumber());
    values.put("insert_numbered", staging.insertNumbered());
  }

  /** As many columns as a statement has room for: each is named eight times in a comparison. */
  private List<String> ties() {
    List<String> ties = new ArrayList<>();
    int room = MOST_OF_TIES;
    for (String column : staging.ties()) {
      room -= 8 * (column.length() + pipe.into().name().length() + 20);
      if (room > 0) {
        ties.add(column);
      }
    }
    return ties;
  }

  private void deletions(Mode.Cdc cdc) {
    Rows rows = new Rows(cdc.identity());
    Table table = TargetTables.tombstones(pipe.into(), cdc.identity());
    String target = Sql.name(pipe.into().name()).text();
    String tombstones = table.name();
    values.put("tombstones", Sql.table(table));
    values.put("is_deletion", Staging.isDeletion(cdc));
    values.put("drop_operation", staging.dropOperation(cdc, "stage"));
    values.put("drop_operation_too", staging.dropOperation(cdc, "deleting"));
    values.put("deleted_definition", staging.likeTarget());
    values.put("keys_and_order", rows.keysAndOrder());
    values.put("newest_deletion_first", rows.newestDeletionFirst());
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
    values.put("buried_deletes_incoming", rows.deletes("buried", "incoming"));
    values.put("buried_deletes_target", rows.deletes("buried", target));
    values.put("tombstones_deletes_incoming", rows.deletes(tombstones, "incoming"));
    values.put("buried_replaces_tombstones", rows.replacesDeletion("buried", tombstones));
  }

  private static String status(Purpose purpose) {
    return switch (purpose) {
      case LOAD, CONFIRM, VALIDATE -> "loaded";
      case REFUSE -> "refused";
      case SUPERSEDE -> "superseded";
    };
  }
}
