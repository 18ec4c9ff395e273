package dev.redshiftpipe.load;

import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.SqlTemplate;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.TakeBackOrder.Command;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes files out of load histories: the SQL, and what it says. */
public final class TakeBack {
  /** Which statements of {@link #find} have rows, from 0. */
  public static final int KINDS = 0;

  public static final int FILES = 1;

  private final Housekeeping housekeeping;
  private final SqlTemplate table;
  private final SqlTemplate find;
  private final SqlTemplate takeBack;
  private final SqlTemplate unsent;
  private final SqlTemplate sent;
  private final SqlTemplate targets;

  /**
   * @param sql gives the text of a file of {@code sql/} by its name
   */
  public TakeBack(Function<String, String> sql) {
    this.housekeeping = new Housekeeping(sql);
    this.table = Transactions.template(sql, "taken-back");
    this.find = Transactions.template(sql, "find-files");
    this.takeBack = Transactions.template(sql, "take-back");
    this.unsent = Transactions.template(sql, "unsent");
    this.sent = Transactions.template(sql, "sent");
    this.targets = Transactions.template(sql, "targets");
  }

  /**
   * Who takes files back.
   *
   * @param id random, one for each target
   * @param user of the machine
   */
  public record Call(String id, Command command, String why, String user) {}

  /**
   * A file that was taken back and whose notification may not have been sent.
   *
   * @param isKnown whether a history has it again
   */
  public record Unsent(String callId, S3Object object, boolean isKnown) {}

  /** The tables that a pipe has loaded into: one column, one row each. */
  public List<Statement> targets(String pipe) {
    return targets.fill(Map.of("pipe", Sql.literal(pipe)));
  }

  /** The files that an order means: {@link #KINDS} and {@link #FILES}. */
  public List<Statement> find(TakeBackOrder order, Pipe pipe) {
    return find(pipe, Chosen.of(order, pipe), order.mostShown());
  }

  /** What the history has of files. */
  public List<Statement> find(Pipe pipe, List<S3Object> files) {
    return find(pipe, Chosen.of(pipe, files), 2 * files.size());
  }

  /** The table that keeps what was taken back. Repeatable. */
  public List<Statement> table() {
    List<Statement> all = new ArrayList<>(housekeeping.schema());
    all.addAll(table.fill(Map.of()));
    return all;
  }

  /** The transaction that takes back the files that an order means. Repeatable. */
  public List<Statement> transaction(TakeBackOrder order, Pipe pipe, Call call) {
    return transaction(pipe, Chosen.of(order, pipe), call);
  }

  /** The same of files that are named. */
  public List<Statement> transaction(Pipe pipe, List<S3Object> files, Call call) {
    return transaction(pipe, Chosen.of(pipe, files), call);
  }

  /** What is still to be sent of a pipe; read by {@link #unsent(List)}. */
  public List<Statement> unsent(String pipe) {
    return unsent.fill(Map.of("pipe", Sql.literal(pipe)));
  }

  /**
   * Takes note that all files of these calls were sent.
   *
   * @param calls at least one
   */
  public List<Statement> sent(Collection<String> calls) {
    return sent.fill(
        Map.of(
            "calls",
            new Sql(
                calls.stream()
                    .map(call -> Sql.literal(call).text())
                    .collect(Collectors.joining(", ")))));
  }

  /** Reads a row of {@link #KINDS}. */
  public static TakenBack.Kind kind(List<String> row) {
    return new TakenBack.Kind(
        row.get(0), row.get(1), Long.parseLong(row.get(2)), Long.parseLong(row.get(3)));
  }

  /** Reads a row of {@link #FILES}. */
  public static TakenBack.Found found(List<String> row) {
    return new TakenBack.Found(row.get(0), row.get(1), row.get(2));
  }

  /** Reads a row of {@link #unsent(String)}. */
  public static Unsent unsent(List<String> row) {
    String rest = row.get(1).substring("s3://".length());
    int slash = rest.indexOf('/');
    return new Unsent(
        row.get(0),
        new S3Object(
            rest.substring(0, slash),
            rest.substring(slash + 1),
            Long.parseLong(row.get(3)),
            row.get(2),
            "",
            row.get(4),
            row.get(5).isEmpty()
                ? Instant.EPOCH
                : LocalDateTime.parse(row.get(5), Audit.TIMESTAMP).toInstant(ZoneOffset.UTC),
            ""),
        row.get(6).equals("1"));
  }

  private List<Statement> find(Pipe pipe, Chosen chosen, int most) {
    return find.fill(
        Map.of(
            "history",
            Sql.table(TargetTables.of(pipe.into()).history()),
            "chosen",
            chosen.condition(),
            "most",
            Sql.number(most)));
  }

  private List<Statement> transaction(Pipe pipe, Chosen chosen, Call call) {
    TargetTables own = TargetTables.of(pipe.into());
    return takeBack.fill(
        Map.of(
            "lock", Sql.table(own.lock()),
            "history", Sql.table(own.history()),
            "call_id", Sql.literal(call.id()),
            "command", Sql.literal(call.command().name().toLowerCase(Locale.ROOT)),
            "why", Sql.literal(call.why()),
            "user", Sql.literal(call.user()),
            "chosen", chosen.condition()));
  }
}
