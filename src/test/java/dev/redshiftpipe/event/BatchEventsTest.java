package dev.redshiftpipe.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Answer.Status;
import dev.redshiftpipe.load.HistoryEntry;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Recognised;
import dev.redshiftpipe.load.Settled;
import dev.redshiftpipe.load.Submitted;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchEventsTest {
  private static final Instant LATER = Samples.NOON.plusSeconds(90);
  private static final String OTHER = "0123456789abcdef0123456789abcdef";
  private static final String ANOTHER = "00000000000000000000000000000000";

  @Test
  void tells_what_became_of_a_batch() {
    Batch batch = Samples.batch("orders/a.csv", "orders/b.csv");

    JsonNode event = only(Settled.of(finished(batch, 7)));

    assertThat(event.path("time").asText()).isEqualTo(LATER.toString());
    assertThat(event.path("resources").get(0).asText()).isEqualTo("arn:aws:s3:::landing");
    JsonNode detail = event.path("detail");
    assertThat(detail.path("pipe").asText()).isEqualTo("orders");
    assertThat(detail.path("target").asText()).isEqualTo("public.orders");
    assertThat(detail.path("batch-id").asText()).isEqualTo(batch.id());
    assertThat(detail.path("outcome").asText()).isEqualTo("loaded");
    assertThat(detail.path("repeated").asBoolean()).isFalse();
    assertThat(detail.path("files").asInt()).isEqualTo(2);
    assertThat(detail.path("bytes").asInt()).isEqualTo(200);
    assertThat(detail.path("rows").asInt()).isEqualTo(7);
    assertThat(detail.path("oldest-waited-ms").asInt()).isEqualTo(90_000);
    assertThat(detail.path("file-urls"))
        .extracting(JsonNode::asText)
        .containsExactly("s3://landing/orders/a.csv", "s3://landing/orders/b.csv");
    assertThat(detail.path("reasons")).isEmpty();
  }

  @Test
  void counts_the_rows_that_a_staged_load_has_inserted() {
    Load load = load(Samples.batch("a"), "lock", "copy", "insert", "tombstones", "record");

    Submitted submitted = answered(load, 1, 9, 4, 5, 1);

    assertThat(only(Settled.of(submitted)).path("detail").path("rows").asInt()).isEqualTo(4);
  }

  @Test
  void says_nothing_of_rows_that_are_not_known() {
    assertThat(only(Settled.of(finished(Samples.batch("a"), -1))).path("detail").has("rows"))
        .isFalse();
  }

  @Test
  void says_why_files_were_refused() {
    Batch batch = Samples.batch("a");
    BatchFile bad = batch.files().get(0).with(Fault.ofFile("it is no CSV", "id", "COPY"));

    JsonNode detail =
        only(Settled.of(finished(batch.part(List.of(bad), Purpose.REFUSE), 0))).path("detail");

    assertThat(detail.path("outcome").asText()).isEqualTo("refused");
    assertThat(detail.has("rows")).isFalse();
    assertThat(detail.path("reasons").get(0).path("file-url").asText()).isEqualTo("s3://landing/a");
    assertThat(detail.path("reasons").get(0).path("reason").asText()).isEqualTo("it is no CSV");
  }

  /** The one that committed may have died before it could tell. */
  @Test
  void tells_once_more_of_batches_that_were_committed_before() {
    Batch batch = Samples.batch("a", "b", "c", "d");

    List<JsonNode> events =
        events(
            recognised(
                batch,
                entry(batch, 0, OTHER, "loaded", ""),
                entry(batch, 1, ANOTHER, "refused", "it is no CSV"),
                entry(batch, 3, OTHER, "loaded", "")));

    assertThat(events).hasSize(2);
    JsonNode first = events.get(0).path("detail");
    assertThat(first.path("batch-id").asText()).isEqualTo(OTHER);
    assertThat(first.path("outcome").asText()).isEqualTo("loaded");
    assertThat(first.path("repeated").asBoolean()).isTrue();
    assertThat(first.path("files").asInt()).isEqualTo(2);
    assertThat(first.path("settled-at").asText()).isEqualTo(Samples.NOON.plusSeconds(5).toString());
    assertThat(first.has("rows")).isFalse();
    JsonNode second = events.get(1).path("detail");
    assertThat(second.path("batch-id").asText()).isEqualTo(ANOTHER);
    assertThat(second.path("outcome").asText()).isEqualTo("refused");
    assertThat(second.path("reasons").get(0).path("reason").asText()).isEqualTo("it is no CSV");
  }

  @Test
  void tells_of_an_earlier_attempt_of_the_same_batch_as_if_it_were_this_one() {
    Batch batch = Samples.batch("a").again();

    JsonNode detail =
        only(recognised(batch, entry(batch, 0, batch.id(), "loaded", ""))).path("detail");

    assertThat(detail.path("batch-id").asText()).isEqualTo(batch.id());
    assertThat(detail.path("repeated").asBoolean()).isFalse();
  }

  /** Keys of 1,024 bytes; a control character is six bytes as JSON. */
  @ParameterizedTest
  @ValueSource(strings = {"k", "é", "😀", "\u0001"})
  void fits_into_an_event_however_many_and_long_its_keys_and_reasons_are(String character) {
    String key = character.repeat(1_020 / Event.bytes(character));
    Batch all =
        Samples.batch(
            IntStream.range(0, 1_000)
                .mapToObj(i -> "%04d".formatted(i) + key)
                .toArray(String[]::new));
    List<BatchFile> bad =
        all.files().stream()
            .map(file -> file.with(Fault.ofFile(character.repeat(5_001), "id", "COPY")))
            .toList();

    Event event =
        BatchEvents.of(Settled.of(finished(all.part(bad, Purpose.REFUSE), 0)), LATER).get(0);

    assertThat(event.size()).isBetween(150_000, 256 * 1024);
    JsonNode delivered = EventSchemas.delivered(event);
    assertThat(EventSchemas.mistakes(delivered)).isEmpty();
    assertThat(delivered.path("detail").path("files").asInt()).isEqualTo(1_000);
    assertThat(delivered.path("detail").path("file-urls")).isNotEmpty().hasSizeLessThan(100);
    assertThat(delivered.path("detail").path("reasons")).isNotEmpty().hasSizeLessThan(100);
  }

  @Test
  void names_a_hundred_files_where_they_are_short() {
    Batch batch =
        Samples.batch(IntStream.range(0, 101).mapToObj(i -> "a" + i).toArray(String[]::new));

    assertThat(only(Settled.of(finished(batch, 1))).path("detail").path("file-urls")).hasSize(100);
  }

  @Test
  void shares_calls_of_ten_events_and_256_kilobytes() {
    List<Event> small = IntStream.range(0, 25).mapToObj(i -> event(100)).toList();
    List<Event> large = List.of(event(100_000), event(100_000), event(100_000), event(200_000));

    assertThat(Event.calls(small)).extracting(List::size).containsExactly(10, 10, 5);
    assertThat(Event.calls(large)).extracting(List::size).containsExactly(2, 1, 1);
    assertThat(Event.calls(large).stream().flatMap(List::stream)).containsExactlyElementsOf(large);
    assertThat(Event.calls(List.of())).isEmpty();
  }

  private static Event event(int size) {
    return new Event("t", "x".repeat(size), List.of(), LATER);
  }

  private static JsonNode only(Settled settled) {
    List<JsonNode> events = events(settled);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static List<JsonNode> events(Settled settled) {
    List<JsonNode> events =
        BatchEvents.of(settled, LATER).stream().<JsonNode>map(EventSchemas::delivered).toList();
    assertThat(events).allSatisfy(event -> assertThat(EventSchemas.mistakes(event)).isEmpty());
    return events;
  }

  private static Settled recognised(Batch batch, HistoryEntry... known) {
    Submitted failed = finished(batch, 3);
    return new Recognised(failed, List.of(known)).settled();
  }

  private static HistoryEntry entry(
      Batch batch, int file, String batchId, String status, String reason) {
    return new HistoryEntry(
        batch.files().get(file).fileId(), batchId, status, reason, Samples.NOON.plusSeconds(5));
  }

  private static Submitted finished(Batch batch, long rows) {
    return answered(load(batch, "lock", "copy", "record"), 1, rows, 1);
  }

  private static Load load(Batch batch, String... roles) {
    return new Load(
        batch,
        List.of(),
        List.of(roles).stream().map(role -> new Statement(role, "SELECT 1")).toList(),
        Samples.NOON);
  }

  private static Submitted answered(Load load, long... rows) {
    List<Answer.Part> parts =
        Arrays.stream(rows)
            .mapToObj(n -> new Answer.Part(Status.FINISHED, "", Duration.ZERO, n))
            .toList();
    return Submitted.now(load, "statement-1", Samples.NOON.plusSeconds(60))
        .answered(new Answer(Status.FINISHED, "", 0, parts), true, LATER);
  }
}
