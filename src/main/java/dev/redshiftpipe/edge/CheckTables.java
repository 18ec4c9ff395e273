package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.command.Finding;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/**
 * Whether the warehouses can be reached, the tables are there and may be written, and the SQL of
 * every pipe works. Pipes that capture their tables' names are passed over.
 */
final class CheckTables {
  private static final Statement HELLO = new Statement("hello", "SELECT 1");

  private final Settings settings;
  private final Statements statements;
  private final Transactions transactions;
  private final Housekeeping housekeeping = new Housekeeping(BuiltIn::sql);

  CheckTables(Settings settings, Statements statements) {
    this.settings = settings;
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
    List<List<String>> columns = rows(pipe, transactions.columns(pipe.into()));
    if (columns.isEmpty()) {
      findings.add(
          Finding.mistake(
              setting(pipe, "into"),
              "there is no table %s in database %s, or its user may not see it"
                  .formatted(pipe.into(), pipe.warehouse().database())));
      return;
    }
    int before = findings.size();
    privileges(pipe, findings);
    pipe.treatment()
        .mode()
        .tellsRowsApart()
        .ifPresent(identity -> order(pipe, identity, columns, findings));
    trial(pipe).ifPresent(findings::add);
    if (findings.size() == before) {
      findings.add(
          Finding.ok(
              setting(pipe, "into"),
              "%s is there with %d columns, and may be loaded"
                  .formatted(pipe.into(), columns.size())));
    }
  }

  private void privileges(Pipe pipe, List<Finding> findings) {
    List<String> row = rows(pipe, transactions.privileges(pipe)).get(0);
    List<String> lacking = new ArrayList<>();
    if (!isTrue(row.get(0))) {
      lacking.add("GRANT INSERT ON " + pipe.into());
    }
    boolean looks = !(pipe.treatment().mode() instanceof Mode.Append);
    if (looks && !isTrue(row.get(1))) {
      lacking.add("GRANT SELECT ON " + pipe.into());
    }
    if (looks && !isTrue(row.get(2))) {
      lacking.add("GRANT DELETE ON " + pipe.into());
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

  private void order(
      Pipe pipe, Mode.Identity identity, List<List<String>> columns, List<Finding> findings) {
    String setting = setting(pipe, "order-by");
    if (identity.orderBy().isEmpty()) {
      findings.add(
          Finding.warning(
              setting,
              "is not given: of two rows with one key the one loaded last counts, and of two in one"
                  + " batch either may"));
    }
    boolean isOfDays =
        !identity.orderBy().isEmpty()
            && columns.stream()
                .filter(column -> identity.orderBy().contains(column.get(0)))
                .allMatch(column -> column.get(1).toLowerCase(Locale.ROOT).equals("date"));
    if (isOfDays) {
      findings.add(
          Finding.warning(
              setting,
              "has days only: two changes of one key on one day are a tie, and either may count; add"
                  + " a sequence or a time"));
    }
    long repeated =
        Long.parseLong(rows(pipe, transactions.repeatedKeys(pipe.into(), identity)).get(0).get(0));
    if (repeated > 0) {
      findings.add(
          Finding.warning(
              setting(pipe, "keys"),
              "%d %s several rows in %s: they do not tell its rows apart"
                  .formatted(repeated, repeated == 1 ? "key has" : "keys have", pipe.into())));
    }
  }

  /** What goes wrong when the pipe's SQL runs on no rows. */
  private Optional<Finding> trial(Pipe pipe) {
    if (!pipe.treatment().isStaged() && !pipe.treatment().hasOwnStatements()) {
      return Optional.empty();
    }
    List<Statement> trial = transactions.trial(nothing(pipe), missing(pipe));
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
                setting(pipe, settingOf(failed)),
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

  private static String settingOf(String role) {
    return switch (role) {
      case "stage" -> "stage-columns";
      case "select", "select-deleted", "insert" -> "select";
      case "keys" -> "keys";
      case "newest", "outdated", "buried", "tombstones-table" -> "order-by";
      case "deleting", "not-deleting", "drop-operation" -> "operation-column";
      default -> role.matches("(first|then)-\\d+") ? role.replaceAll("-\\d+", "") : "into";
    };
  }

  private List<List<String>> rows(Pipe pipe, List<Statement> question) {
    return statements.rows(pipe.warehouse(), question, pipe.name() + "/check").join();
  }

  /** A batch that stands for any: its file is never read. */
  private static Batch nothing(Pipe pipe) {
    S3Object object = new S3Object(pipe.from().bucket(), "none", 0, "", "", "", Instant.EPOCH, "");
    return new Batch(
        pipe,
        Compression.NONE,
        "",
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
