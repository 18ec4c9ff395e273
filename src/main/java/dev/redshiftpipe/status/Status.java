package dev.redshiftpipe.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Counts;
import dev.redshiftpipe.batch.Hold;
import dev.redshiftpipe.batch.Outcome;
import dev.redshiftpipe.batch.Pause;
import dev.redshiftpipe.batch.Standing;
import dev.redshiftpipe.batch.Standing.OfLane;
import dev.redshiftpipe.batch.Standing.OfSuspect;
import dev.redshiftpipe.batch.Standing.OfWarehouse;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.status.LastHour.Flow;
import dev.redshiftpipe.status.Lately.Letter;
import dev.redshiftpipe.status.Lately.Loaded;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How this process stands, as JSON: what each pipe has done, what each lane does and why not, the
 * last loads and the last dead letters.
 */
public final class Status {
  /** So many files of a lane that failed alone are shown. */
  private static final int MOST_SUSPECTS = 20;

  private final Map<String, PipeRule> pipes = new LinkedHashMap<>();
  private final Lately lately;
  private final String version;
  private final Instant started;

  /**
   * @param pipes of the settings
   * @param version of the program
   * @param started when the process began
   */
  public Status(Collection<PipeRule> pipes, Lately lately, String version, Instant started) {
    pipes.forEach(pipe -> this.pipes.put(pipe.name(), pipe));
    this.lately = lately;
    this.version = version;
    this.started = started;
  }

  /** All of it; {@code standing} is of this very moment. */
  public String json(Standing standing, Instant now) {
    lately.counted(standing.counts(), now);
    ObjectNode status =
        JsonNodeFactory.instance
            .objectNode()
            .put("at", now.toString())
            .put("started", started.toString())
            .put("version", version);
    pipes(status.putObject("pipes"), standing.including(pipes.keySet()));
    ArrayNode lanes = status.putArray("lanes");
    standing.lanes().forEach(lane -> describe(lanes.addObject(), lane));
    ObjectNode warehouses = status.putObject("warehouses");
    standing.warehouses().forEach((name, one) -> describe(warehouses.putObject(name), one));
    ArrayNode loads = status.putArray("last-loads");
    lately.loads().forEach(load -> describe(loads.addObject(), load));
    ArrayNode letters = status.putArray("last-dead-letters");
    lately.letters().forEach(letter -> describe(letters.addObject(), letter));
    return status.toPrettyString();
  }

  /** Those of the settings, and under an empty name what belongs to none. */
  private void pipes(ObjectNode json, Standing standing) {
    Map<String, Flow> flows = lately.flows();
    new TreeMap<>(standing.counts())
        .forEach(
            (pipe, counts) -> {
              ObjectNode one = json.putObject(pipe);
              PipeRule rule = pipes.get(pipe);
              if (rule != null) {
                one.put("from", rule.from().toString()).put("into", rule.into().toString());
              }
              Pause pause = standing.paused().get(pipe);
              if (pause != null) {
                one.putObject("paused")
                    .put("reason", pause.reason())
                    .put("by", pause.by())
                    .put("since", pause.since().toString());
              }
              count(one, counts);
              lately.lastLoaded(pipe).ifPresent(at -> one.put("last-loaded", at.toString()));
              Flow flow = flows.get(pipe);
              if (flow != null) {
                ObjectNode hour = one.putObject("last-hour");
                minutes(hour.putArray("received"), flow.received());
                minutes(hour.putArray("loaded"), flow.loaded());
                minutes(hour.putArray("refused"), flow.refused());
              }
            });
  }

  private static void count(ObjectNode json, Counts counts) {
    json.put("received", counts.received());
    for (Outcome outcome : Outcome.values()) {
      String name = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
      json.put(name, counts.of(outcome));
    }
    json.put("in-flight", counts.inFlight());
  }

  private static void minutes(ArrayNode json, List<Long> minutes) {
    minutes.forEach(json::add);
  }

  private static void describe(ObjectNode json, OfLane lane) {
    json.put("target", lane.target().toString()).put("waiting", lane.waiting());
    lane.oldest().ifPresent(since -> json.put("oldest", since.toString()));
    lane.onTheWay().ifPresent(batch -> describe(json.putObject("on-the-way"), batch, lane.since()));
    lane.hold().ifPresent(hold -> held(json.putObject("held"), hold));
    lane.again()
        .ifPresent(
            again ->
                json.putObject("tried-again")
                    .put("reason", again.reason())
                    .put("attempt", again.attempt())
                    .put("next-try", again.next().toString()));
    if (!lane.suspects().isEmpty()) {
      ArrayNode suspects = json.putArray("failed-alone");
      lane.suspects().stream()
          .limit(MOST_SUSPECTS)
          .forEach(one -> describe(suspects.addObject(), one));
    }
  }

  private static void describe(ObjectNode json, OfSuspect suspect) {
    json.put("pipe", suspect.pipe())
        .put("file", suspect.url())
        .put("reason", suspect.reason())
        .put("tries", suspect.tries())
        .put("since", suspect.since().toString())
        .put("next-try", suspect.next().toString());
  }

  private static void describe(ObjectNode json, Batch batch, Instant since) {
    json.put("pipe", batch.pipe().name())
        .put("batch-id", batch.id())
        .put("purpose", batch.purpose().name().toLowerCase(Locale.ROOT))
        .put("attempt", batch.attempt())
        .put("files", batch.files().size())
        .put("bytes", batch.bytes())
        .put("since", since.toString());
  }

  private static void describe(ObjectNode json, OfWarehouse warehouse) {
    json.put("running", warehouse.running())
        .put("most", warehouse.most())
        .put("lock-waits", warehouse.lockWaits())
        .put("lock-waited-seconds", seconds(warehouse.lockWaited()));
    warehouse.hold().ifPresent(hold -> held(json.putObject("held"), hold));
  }

  private static void describe(ObjectNode json, Loaded load) {
    json.put("at", load.at().toString())
        .put("pipe", load.pipe())
        .put("target", load.target())
        .put("batch-id", load.batchId())
        .put("statement-id", load.statementId())
        .put("files", load.files())
        .put("bytes", load.bytes())
        .put("first-file", load.firstFile())
        .put("landing-to-visible-seconds", seconds(load.landingToVisible()));
    load.copy().ifPresent(copy -> json.put("copy-seconds", seconds(copy)));
  }

  private static void describe(ObjectNode json, Letter letter) {
    json.put("written-at", letter.writtenAt())
        .put("id", letter.id())
        .put("kind", letter.kind())
        .put("pipe", letter.pipe())
        .put("reason", letter.reason())
        .put("file", letter.file())
        .put("letter", letter.address())
        .put("send-again", letter.sendAgain());
  }

  private static void held(ObjectNode json, Hold hold) {
    json.put("reason", hold.reason())
        .put("since", hold.since().toString())
        .put("next-probe", hold.until().toString())
        .put("probes", hold.probes());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
