package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.LoadedAgain;
import dev.redshiftpipe.load.TakeBack;
import dev.redshiftpipe.load.TakeBackOrder.Command;
import dev.redshiftpipe.load.TakenBack.Found;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Asks for the load of files by their names; of those that the history has, only when they are to
 * be loaded once more. Then they leave the history first: should it break off before they are sent,
 * the same command or a replay sends them.
 */
final class LoadFiles {
  /** In a statement, with their hashes. */
  private static final int MOST_AT_ONCE = 500;

  private static final int MOST_WAITING = 10_000;

  private final Settings settings;
  private final HeadFiles heads;
  private final HistoryRows rows;
  private final SendFiles send;
  private final TakeBack sql = new TakeBack(BuiltIn::sql);

  /**
   * @param progress hears how many notifications were sent so far
   */
  LoadFiles(Settings settings, Clients clients, Statements statements, LongConsumer progress) {
    this.settings = settings;
    this.heads = new HeadFiles(clients.s3());
    this.rows = new HistoryRows(statements, "load");
    this.send = new SendFiles(settings, clients, MOST_WAITING, progress);
  }

  /**
   * @param urls of the files
   * @param name of the one pipe that is meant; empty for all that want a file
   * @param again whether what the history has is taken back; else it is left as it is
   * @throws IllegalArgumentException naming all files that are not there, or that no such pipe
   *     wants
   */
  List<LoadedAgain> load(List<String> urls, String name, boolean again, String why, String user) {
    List<LoadedAgain> done = new ArrayList<>();
    byPipe(urls, name)
        .forEach(
            (pipe, files) -> {
              if (!again) {
                send.requireNothingWaits(pipe.name());
              }
              for (int i = 0; i < files.size(); i += MOST_AT_ONCE) {
                List<S3Object> some = files.subList(i, Math.min(files.size(), i + MOST_AT_ONCE));
                done.addAll(
                    load(pipe, some, again, new TakeBack.Call(id(), Command.LOAD, why, user)));
              }
            });
    return done;
  }

  private List<LoadedAgain> load(
      Pipe pipe, List<S3Object> files, boolean again, TakeBack.Call call) {
    Map<String, String> known =
        rows.find(pipe.warehouse(), sql.find(pipe, files)).files().stream()
            .collect(Collectors.toMap(Found::url, Found::status, (a, b) -> a));
    boolean takesBack = again && !known.isEmpty();
    if (takesBack) {
      rows.change(pipe.warehouse(), sql.table());
      rows.change(pipe.warehouse(), sql.transaction(pipe, files, call));
    }
    List<LoadedAgain> done = new ArrayList<>();
    for (S3Object file : files) {
      String status = known.getOrDefault(file.url(), "");
      boolean isSent = again || status.isEmpty();
      if (isSent) {
        send.add(file, pipe.name());
      }
      done.add(new LoadedAgain(file.url(), pipe.name(), pipe.target().toString(), status, isSent));
    }
    send.flush();
    if (takesBack) {
      rows.change(pipe.warehouse(), sql.sent(List.of(call.id())));
    }
    return done;
  }

  private Map<Pipe, List<S3Object>> byPipe(List<String> urls, String name) {
    if (!name.isEmpty()) {
      settings.pipes().rule(name);
    }
    Map<Pipe, List<S3Object>> byPipe = new LinkedHashMap<>();
    List<String> mistakes = new ArrayList<>();
    for (String url : urls.stream().distinct().toList()) {
      Prefix at = Prefix.parse(url);
      List<Pipe> pipes = wanting(at, name);
      // S3 is asked about files alone that a pipe wants
      Optional<S3Object> found =
          pipes.isEmpty() ? Optional.empty() : heads.of(at.bucket(), at.key());
      if (found.isEmpty()) {
        mistakes.add(
            !pipes.isEmpty()
                ? "there is no " + url
                : name.isEmpty()
                    ? "no pipe wants " + url
                    : "pipe %s does not want %s".formatted(name, url));
        continue;
      }
      S3Object object = found.get();
      pipes.forEach(pipe -> byPipe.computeIfAbsent(pipe, first -> new ArrayList<>()).add(object));
    }
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", mistakes));
    }
    return byPipe;
  }

  private List<Pipe> wanting(Prefix at, String name) {
    if (at.key().isEmpty()) {
      return List.of();
    }
    S3Object named = new S3Object(at.bucket(), at.key(), -1, "", "", "", Instant.EPOCH, "");
    return settings.pipes().wanting(named).stream()
        .filter(pipe -> name.isEmpty() || pipe.name().equals(name))
        .toList();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
