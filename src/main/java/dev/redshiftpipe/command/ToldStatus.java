package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.status.Overview;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How everything stands, for people: a table for each who says something. */
final class ToldStatus {
  private final PrintWriter out;
  private final Instant now;

  ToldStatus(PrintWriter out, Instant now) {
    this.out = out;
    this.now = now;
  }

  void print(Overview overview) {
    overview
        .process()
        .ifPresentOrElse(
            status -> process(overview.processUrl(), status),
            () ->
                out.println(
                    overview.processUrl().isEmpty()
                        ? "no process was asked: http.port is 0; --url names one"
                        : "no process answers at %s; --url names another"
                            .formatted(overview.processUrl())));
    queues(overview.queues());
    overview.warehouses().forEach(this::warehouse);
  }

  private void process(String url, JsonNode status) {
    out.printf(
        "the process at %s, version %s, counts since %s%n",
        url, status.path("version").asText(), status.path("started").asText());
    List<List<String>> pipes = new ArrayList<>();
    pipes.add(List.of("pipe", "received", "loaded", "refused", "in flight", "a minute", "last"));
    for (Map.Entry<String, JsonNode> pipe : status.path("pipes").properties()) {
      JsonNode one = pipe.getValue();
      pipes.add(
          List.of(
              pipe.getKey().isEmpty() ? "(none)" : pipe.getKey(),
              one.path("received").asText(),
              one.path("loaded").asText(),
              one.path("refused").asText(),
              one.path("in-flight").asText(),
              "%.1f".formatted(perMinute(one.path("last-hour").path("loaded"))),
              ago(one.path("last-loaded").asText())));
    }
    table(pipes);
    for (Map.Entry<String, JsonNode> pipe : status.path("pipes").properties()) {
      if (pipe.getValue().has("paused")) {
        out.printf("pipe %s paused %s%n", pipe.getKey(), held(pipe.getValue().path("paused")));
      }
    }
    List<List<String>> lanes = new ArrayList<>();
    lanes.add(List.of("table", "waiting", "oldest", "on its way", "held"));
    for (JsonNode lane : status.path("lanes")) {
      JsonNode batch = lane.path("on-the-way");
      lanes.add(
          List.of(
              lane.path("target").asText(),
              lane.path("waiting").asText(),
              ago(lane.path("oldest").asText()),
              batch.isMissingNode()
                  ? ""
                  : "%s files of %s, %s"
                      .formatted(
                          batch.path("files").asText(),
                          batch.path("pipe").asText(),
                          ago(batch.path("since").asText())),
              held(lane.path("held"))));
    }
    for (Map.Entry<String, JsonNode> warehouse : status.path("warehouses").properties()) {
      if (warehouse.getValue().has("held")) {
        lanes.add(
            List.of(
                "all of " + warehouse.getKey(),
                "",
                "",
                "",
                held(warehouse.getValue().path("held"))));
      }
    }
    table(lanes);
    for (JsonNode lane : status.path("lanes")) {
      JsonNode again = lane.path("tried-again");
      if (!again.isMissingNode()) {
        out.printf(
            "table %s: attempt %s failed, the next one %s: %s%n",
            lane.path("target").asText(),
            again.path("attempt").asText(),
            soon(again.path("next-try").asText()),
            again.path("reason").asText());
      }
      for (JsonNode one : lane.path("failed-alone")) {
        out.printf(
            "file %s failed alone %s times, first %s, the next try %s: %s%n",
            one.path("file").asText(),
            one.path("tries").asText(),
            ago(one.path("since").asText()),
            soon(one.path("next-try").asText()),
            one.path("reason").asText());
      }
    }
  }

  private String soon(String time) {
    long seconds = Duration.between(now, Instant.parse(time)).toSeconds();
    return seconds > 0 ? "in " + seconds + " s" : "now";
  }

  private String held(JsonNode hold) {
    return hold.isMissingNode()
        ? ""
        : "%s: %s".formatted(ago(hold.path("since").asText()), hold.path("reason").asText());
  }

  private void queues(List<Overview.OfQueue> queues) {
    out.println();
    out.println("the queues, for all processes");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("setting", "queue", "waiting", "in flight", "delayed"));
    for (Overview.OfQueue queue : queues) {
      rows.add(
          queue.problem().isEmpty()
              ? List.of(
                  queue.setting(),
                  queue.name(),
                  String.valueOf(queue.visible()),
                  String.valueOf(queue.inFlight()),
                  String.valueOf(queue.delayed()))
              : List.of(queue.setting(), queue.name(), queue.problem()));
    }
    table(rows);
  }

  private void warehouse(Overview.OfWarehouse warehouse) {
    out.println();
    out.printf("the load history of warehouse %s%n", warehouse.name());
    if (!warehouse.problem().isEmpty()) {
      out.println("  " + warehouse.problem());
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("pipe", "table", "loaded", "refused", "superseded", "in the last hour", "last"));
    for (Overview.OfTable table : warehouse.tables()) {
      rows.add(
          List.of(
              table.pipe(),
              table.target(),
              String.valueOf(table.loaded()),
              String.valueOf(table.refused()),
              String.valueOf(table.superseded()),
              String.valueOf(table.lastHour()),
              ago(table.lastLoaded())));
    }
    table(rows);
    if (!warehouse.locks().isEmpty()) {
      rows.clear();
      rows.add(List.of("lock of", "", "session", "user", "transaction began"));
      for (Overview.Lock lock : warehouse.locks()) {
        rows.add(
            List.of(
                lock.target(),
                lock.isHeld() ? "held by" : "wanted by",
                lock.pid(),
                lock.user(),
                ago(lock.since())));
      }
      table(rows);
    }
  }

  private static double perMinute(JsonNode minutes) {
    return minutes.isEmpty()
        ? 0
        : IntStream.range(0, minutes.size()).mapToLong(i -> minutes.get(i).asLong()).sum()
            / (double) minutes.size();
  }

  /** Such as {@code 3 min ago}; nothing of nothing. */
  private String ago(String time) {
    if (time.isEmpty()) {
      return "";
    }
    Duration age = Duration.between(Instant.parse(time), now).truncatedTo(ChronoUnit.SECONDS);
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + " s ago";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min ago";
    }
    return seconds < 172_800 ? seconds / 3600 + " h ago" : seconds / 86_400 + " days ago";
  }

  /** Columns as wide as what is in them; a heading without rows is left out. */
  private void table(List<List<String>> rows) {
    if (rows.size() == 1) {
      return;
    }
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size() - 1; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int i = 0; i < row.size(); i++) {
        line.append(' ').append(row.get(i));
        line.append(" ".repeat(Math.max(0, widths[i] - row.get(i).length() + 1)));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
