package dev.redshiftpipe.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.load.Settled;
import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.notification.UnreadableException;
import dev.redshiftpipe.pipe.Pipe;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of a workflow, as it stands in a message of the queue of workflows:
 *
 * <pre>{"workflow": "sales-data", "run-id": "2026-01-31", "parameters": {"run_date": "2026-01-31"}}
 * </pre>
 *
 * <p>Without {@code run-id} the message's {@code time} tells runs apart (an EventBridge schedule
 * gives it), or else the message's own id. {@code again} counts how often a failed run was sent
 * again. A run is about a day: its parameter {@code run_date} is that of the message's time, or of
 * an id that is a date, unless it is given. A null is as if the field were not there.
 *
 * @param id tells runs of a workflow apart; 128 characters at most
 * @param cause who or what asked for it
 */
public record Run(
    String workflow, String id, Map<String, String> parameters, int again, String cause) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})([T ].*)?");
  private static final int LONGEST_ID = 128;

  /** The parameter that says which day a run is about, such as 2026-01-31. */
  private static final String RUN_DATE = "run_date";

  public Run {
    if (!StepTables.isName(workflow)) {
      throw new IllegalArgumentException(
          "\"" + workflow + "\" is no name of a workflow (letters, digits, - and _)");
    }
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw new IllegalArgumentException("\"run-id\" has 1 to " + LONGEST_ID + " characters");
    }
    parameters.forEach(
        (name, value) -> {
          if (!PARAMETER.matcher(name).matches() || value.isEmpty()) {
            throw new IllegalArgumentException(
                "parameter \"" + name + "\" needs a name of letters, digits and _, and a value");
          }
        });
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads a message.
   *
   * @throws UnreadableException saying what is wrong with it
   */
  public static Run read(QueueMessage message) {
    try {
      JsonNode json = JSON.readTree(message.body());
      Map<String, String> parameters = new TreeMap<>();
      json.path("parameters").properties().stream()
          .filter(one -> !one.getValue().isNull())
          .forEach(one -> parameters.put(one.getKey(), one.getValue().asText()));
      String time = json.path("time").asText("");
      String given = json.path("run-id").asText(time);
      day(time).or(() -> day(given)).ifPresent(day -> parameters.putIfAbsent(RUN_DATE, day));
      return new Run(
          json.path("workflow").asText(""),
          given.isEmpty() ? message.receipt().messageId() : given,
          parameters,
          json.path("again").asInt(0),
          json.path("cause").asText("a message"));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new UnreadableException("it asks for no run: " + e.getMessage());
    }
  }

  /** The day of a date or a time, as it is written: {@code 2026-01-31T02:00:00Z}. */
  private static Optional<String> day(String time) {
    Matcher matcher = DAY.matcher(time);
    try {
      return matcher.matches()
          ? Optional.of(LocalDate.parse(matcher.group(1)).toString())
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * The runs that follow from files that were loaded: one for each batch, which gives it its id. So
   * a run that was asked for before is recognised.
   */
  public static List<Run> following(Settled settled) {
    Pipe pipe = settled.batch().pipe();
    return settled.committedBatches().stream()
        .map(
            batch ->
                new Run(
                    pipe.treatment().thenWorkflow(),
                    batch,
                    Map.of("batch_id", batch, "pipe", pipe.name()),
                    0,
                    "pipe " + pipe.name()))
        .toList();
  }

  /** The message that asks for it. */
  public String json() {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("workflow", workflow).put("run-id", id);
    ObjectNode values = json.putObject("parameters");
    new TreeMap<>(parameters).forEach(values::put);
    return json.put("again", again).put("cause", cause).toString();
  }

  /** The same run once more: steps that are done stay done. */
  public Run sentAgain() {
    return as(again + 1);
  }

  /** The same run, sent again so often. */
  Run as(int timesSentAgain) {
    return new Run(workflow, id, parameters, timesSentAgain, cause);
  }

  /**
   * Tells the Data API one call from another: the same for every process that has the run.
   *
   * @param attempt of the step, from 1
   * @return 64 characters
   */
  public String clientToken(String step, String part, int attempt) {
    return S3Object.sha256(
        String.join("\n", workflow, id, String.valueOf(again), step, part, "" + attempt));
  }

  @Override
  public String toString() {
    return workflow + "/" + id;
  }
}
