package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.Audit;
import dev.redshiftpipe.load.TakeBack;
import dev.redshiftpipe.load.TakeBack.Unsent;
import dev.redshiftpipe.load.TakeBackOrder;
import dev.redshiftpipe.load.TakeBackOrder.Command;
import dev.redshiftpipe.load.TakenBack;
import dev.redshiftpipe.load.TakenBack.Found;
import dev.redshiftpipe.load.TakenBack.Kind;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Takes files of a pipe back: for {@code replay}, which sends them again, and for {@code forget}.
 *
 * <p>They leave the history first, then they are sent, then it is noted that they were. Should it
 * break off before that, the next replay of the pipe sends them: it sends whatever was taken back,
 * not noted as sent, and is in no history. What is sent twice is loaded once.
 */
final class TakeBackFiles {
  private final HeadFiles heads;
  private final HistoryRows rows;
  private final SendFiles send;
  private final TakeBackOrder order;
  private final String user;
  private final PipeRule rule;
  private final TakeBack sql = new TakeBack(BuiltIn::sql);

  /**
   * @param user who gives the command
   * @param progress hears how many notifications were sent so far
   * @throws IllegalArgumentException when there is no such pipe, or none of its keys begins as the
   *     order says
   */
  TakeBackFiles(
      Settings settings,
      Clients clients,
      Statements statements,
      TakeBackOrder order,
      String user,
      LongConsumer progress) {
    this.heads = new HeadFiles(clients.s3());
    this.rows = new HistoryRows(statements, order.command().name().toLowerCase(Locale.ROOT));
    this.send = new SendFiles(settings, clients, order.mostWaiting(), progress);
    this.order = order;
    this.user = user;
    this.rule = settings.pipes().rule(order.pipe());
    String begin = rule.from().begin().key();
    String keys = order.range().keys();
    if (!keys.startsWith(begin) && !begin.startsWith(keys)) {
      throw new IllegalArgumentException(
          "--prefix %s: keys of pipe %s begin with %s".formatted(keys, rule.name(), begin));
    }
  }

  /**
   * @throws UnansweredException when the warehouse refuses a statement
   * @throws IllegalArgumentException when a file could be loaded twice
   */
  TakenBack taken() {
    boolean sends = order.command() == Command.REPLAY && !order.isDryRun();
    if (sends) {
      send.requireNothingWaits(rule.name());
    }
    Map<String, List<Kind>> kinds = new TreeMap<>();
    List<Found> files = new ArrayList<>();
    List<Pipe> pipes = pipes();
    List<Pipe> found = new ArrayList<>();
    for (Pipe pipe : pipes) {
      HistoryRows.Looked looked = rows.find(pipe.warehouse(), sql.find(order, pipe));
      if (!looked.kinds().isEmpty()) {
        found.add(pipe);
        kinds.put(pipe.target().toString(), looked.kinds());
        looked.files().stream().limit(order.mostShown() - files.size()).forEach(files::add);
      }
    }
    if (!order.isDryRun()) {
      for (Pipe pipe : found) {
        takeBack(pipe);
      }
    }
    if (sends) {
      sendUnsent(rule.pipe().apply(new Table("any", "any")).warehouse());
    }
    return new TakenBack(kinds, files, send.sent());
  }

  /** One for each table that the pipe loads into, or has. */
  private List<Pipe> pipes() {
    Optional<Pipe> only = rule.only();
    if (only.isPresent()) {
      return List.of(only.get());
    }
    Warehouse warehouse = rule.pipe().apply(new Table("any", "any")).warehouse();
    return rows.column(warehouse, sql.targets(rule.name())).stream()
        .map(target -> rule.pipe().apply(Table.parse(target)))
        .toList();
  }

  private void takeBack(Pipe pipe) {
    rows.change(pipe.warehouse(), sql.table());
    TakeBack.Call call =
        new TakeBack.Call(UUID.randomUUID().toString(), order.command(), order.why(), user);
    rows.change(pipe.warehouse(), sql.transaction(order, pipe, call));
  }

  private void sendUnsent(Warehouse warehouse) {
    Set<String> calls = new LinkedHashSet<>();
    rows.forEach(
        warehouse,
        sql.unsent(rule.name()),
        row -> {
          Unsent file = TakeBack.unsent(row);
          calls.add(file.callId());
          if (!file.isKnown()) {
            send.add(asItIs(file.object()), rule.name());
          }
        });
    send.flush();
    if (!calls.isEmpty()) {
      rows.change(warehouse, sql.sent(calls));
    }
  }

  /**
   * The object as it lies in S3 by now, mended maybe. What is gone is sent as it was: the load
   * finds out, and says so in the history.
   */
  private S3Object asItIs(S3Object known) {
    Optional<S3Object> now = heads.of(known.bucket(), known.key());
    if (now.isEmpty() || !Audit.isVersioned(rule.treatment())) {
      return now.orElse(known);
    }
    // another version has a notification of its own
    return now.filter(object -> object.etag().equals(known.etag()))
        .map(object -> HeadFiles.version(known, object.versionId()))
        .orElse(known);
  }
}
