package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.command.Finding;
import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.copy.TargetColumns;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Housekeeping;
import dev.redshiftpipe.load.TargetTables;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Whether the warehouses can be reached, the tables are there and may be written, and the SQL of
 * every pipe works. Pipes that capture their tables' names are passed over.
 */
final class CheckTables {
  private static final Statement HELLO = new Statement("hello", "SELECT 1");

  private final Settings settings;
  private final CheckFirstFile files;
  private final Statements statements;
  private final Transactions transactions;
  private final Housekeeping housekeeping = new Housekeeping(BuiltIn::sql);

  CheckTables(Settings settings, Statements statements, S3Client s3) {
    this.settings = settings;
    this.files = new CheckFirstFile(settings.pipes(), s3);
    this.statements = statements;
    this.transactions = new Transactions(settings.control(), BuiltIn::sql);
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Set<String> reachable = new HashSet<>();
    for (Warehouse warehouse : settings.warehouses().values()) {
      Finding finding = reach(warehouse);
      findings.add(finding);
      if (finding.level() == Finding.Level.OK) {
        reachable.add(warehouse.name());
      }
    }
    for (PipeRule rule : settings.pipes().rules()) {
      Optional<Pipe> pipe = rule.only();
      if (pipe.isPresent() && reachable.contains(pipe.get().warehouse().name())) {
        try {
          check(pipe.get(), findings);
        } catch (CompletionException | UnansweredException e) {
          findings.add(Finding.mistake(setting(pipe.get(), "into"), cause(e)));
        }
      }
    }
    return findings;
  }

  private Finding reach(Warehouse warehouse) {
    String setting = "warehouse." + warehouse.name();
    try {
      statements.rows(warehouse, List.of(HELLO), "check").join();
      return Finding.ok(setting, "database " + warehouse.database() + " answers");
    } catch (CompletionException e) {
      return Finding.mistake(setting, cause(e));
    }
  }

  private void check(Pipe pipe, List<Finding> findings) {
    TargetColumns columns = TargetColumns.of(rows(pipe, transactions.columns(pipe.into())));
    if (columns.all().isEmpty()) {
      findings.add(
          Finding.mistake(
              setting(pipe, "into"),
              "there is no table %s in database %s, or its user may not see it"
                  .formatted(pipe.into(), pipe.warehouse().database())));
      return;
    }
    int before = findings.size();
    privileges(pipe, findings);
    CheckOrder order = new CheckOrder(transactions, question -> rows(pipe, question));
    Optional<Mode.Identity> identity = pipe.treatment().mode().tellsRowsApart();
    if (identity.isPresent()) {
      if (!columns.names().containsAll(identity.get().keys())) {
        findings.add(unknown(pipe, "keys", identity.get().keys(), columns));
      } else if (!columns.names().containsAll(identity.get().orderBy())) {
        findings.add(unknown(pipe, "order-by", identity.get().orderBy(), columns));
      } else {
        findings.addAll(order.findings(pipe, identity.get(), columns, missing(pipe).isEmpty()));
      }
    }
    CheckColumns ofFiles = new CheckColumns(pipe, columns);
    findings.addAll(ofFiles.findings());
    files.finding(pipe, ofFiles.ofFiles()).ifPresent(findings::add);
    if (findings.stream().skip(before).noneMatch(one -> one.level() == Finding.Level.MISTAKE)) {
      trial(pipe, columns).ifPresent(findings::add);
    }
    if (findings.size() == before) {
      findings.add(
          Finding.ok(
              setting(pipe, "into"),
              "%s is there with %d columns, and may be loaded"
                  .formatted(pipe.into(), columns.all().size())));
    }
  }

  private void privileges(Pipe pipe, List<Finding> findings) {
    List<String> row = rows(pipe, transactions.privileges(pipe)).get(0);
    List<String> lacking = new ArrayList<>();
    if (!isTrue(row.get(0))) {
      lacking.add("GRANT INSERT ON " + Sql.table(pipe.into()).text());
    }
    boolean looks = !(pipe.treatment().mode() instanceof Mode.Append);
    if (looks && !isTrue(row.get(1))) {
      lacking.add("GRANT SELECT ON " + Sql.table(pipe.into()).text());
    }
    if (looks && !isTrue(row.get(2))) {
      lacking.add("GRANT DELETE ON " + Sql.table(pipe.into()).text());
    }
    if (!isTrue(row.get(3)) && row.get(4).equals("0")) {
      lacking.add("GRANT CREATE ON DATABASE " + pipe.warehouse().database());
    }
    lacking.forEach(
        grant ->
            findings.add(
                Finding.mistake(
                    setting(pipe, "into"), "the warehouse's user needs: " + grant + " TO …")));
  }

  private static Finding unknown(
      Pipe pipe, String setting, List<String> named, TargetColumns columns) {
    List<String> lacking =
        named.stream().filter(column -> !columns.names().contains(column)).toList();
    return Finding.mistake(
        setting(pipe, setting),
        "names %s, which %s does not have".formatted(String.join(", ", lacking), pipe.into()));
  }

  /** What goes wrong when the pipe's SQL runs on no rows. */
  private Optional<Finding> trial(Pipe pipe, TargetColumns columns) {
    if (!pipe.treatment().isStaged() && !pipe.treatment().hasOwnStatements()) {
      return Optional.empty();
    }
    List<Statement> trial = transactions.trial(nothing(pipe, columns), columns, missing(pipe));
    Answer answer =
        statements
            .run(pipe.warehouse(), trial, pipe.name() + "/check", UUID.randomUUID().toString())
            .join()
            .answer();
    String failed = answer.failedPart().map(part -> trial.get(part).role()).orElse("");
    return failed.equals("take-back")
        ? Optional.empty()
        : Optional.of(
            Finding.mistake(
                setting(pipe, settingOf(failed, pipe)),
                "its SQL fails at [%s]: %s".formatted(failed, answer.reason())));
  }

  private List<Statement> missing(Pipe pipe) {
    if (!(pipe.treatment().mode() instanceof Mode.Cdc cdc)) {
      return List.of();
    }
    String name = TargetTables.tombstones(pipe.into(), cdc.identity()).name();
    boolean isThere =
        rows(pipe, housekeeping.histories()).stream().anyMatch(row -> row.get(0).equals(name));
    List<Statement> missing = new ArrayList<>();
    if (!isThere) {
      missing.add(housekeeping.schema().get(0));
      missing.add(housekeeping.tombstones(pipe.into(), cdc).get(0));
    }
    return missing;
  }

  /** The setting that a statement comes from, where the pipe has it. */
  private static String settingOf(String role, Pipe pipe) {
    boolean isCdc = pipe.treatment().mode() instanceof Mode.Cdc;
    String setting =
        switch (role) {
          case "stage" ->
              !pipe.treatment().stageColumns().isEmpty() || !isCdc
                  ? "stage-columns"
                  : "operation-column";
          case "select", "select-deleted", "insert" -> "select";
          case "keys" -> "keys";
          case "newest", "outdated", "buried", "tombstones-table" -> "order-by";
          case "deleting", "not-deleting", "drop-operation" -> "operation-column";
          default -> role.matches("(first|then)-\\d+") ? role.replaceAll("-\\d+", "") : "into";
        };
    boolean isGiven =
        switch (setting) {
          case "stage-columns" -> !pipe.treatment().stageColumns().isEmpty();
          case "select" -> !pipe.treatment().select().isEmpty();
          case "order-by" ->
              pipe.treatment().mode().tellsRowsApart().stream()
                  .anyMatch(identity -> !identity.orderBy().isEmpty());
          case "operation-column" ->
              pipe.treatment().mode() instanceof Mode.Cdc cdc && !cdc.operation().isEmpty();
          default -> true;
        };
    return isGiven ? setting : "into";
  }

  private List<List<String>> rows(Pipe pipe, List<Statement> question) {
    return statements.rows(pipe.warehouse(), question, pipe.name() + "/check").join();
  }

  /** A batch that stands for any: its file is never read. */
  private static Batch nothing(Pipe pipe, TargetColumns columns) {
    S3Object object = new S3Object(pipe.from().bucket(), "none", 0, "", "", "", Instant.EPOCH, "");
    return new Batch(
        pipe,
        Compression.NONE,
        "",
        pipe.treatment().columnsFromHeader()
            ? new CheckColumns(pipe, columns).ofFiles()
            : pipe.columns(),
        List.of(new BatchFile(object, Instant.EPOCH, Fault.NONE)),
        1,
        1,
        0,
        Purpose.LOAD);
  }

  private static boolean isTrue(String text) {
    return text.equals("true") || text.equals("t");
  }

  private static String setting(Pipe pipe, String suffix) {
    return "pipe." + pipe.name() + "." + suffix;
  }

  private static String cause(RuntimeException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }
}
