package dev.redshiftpipe.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Evidence;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.LoadError;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.pipe.LoadPolicy;
import dev.redshiftpipe.pipe.OnError;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

  @Test
  void the_good_files_go_first_and_the_bad_ones_are_refused() {
    List<Batch> parts = goOn(Findings.ofRows(pass(batch("a", "b", "c")), rows("b", 2, 9)));

    assertThat(parts).extracting(Batch::purpose).containsExactly(Purpose.LOAD, Purpose.REFUSE);
    assertThat(keys(parts.get(0))).containsExactly("a", "c");
    assertThat(keys(parts.get(1))).containsExactly("b");
    assertThat(parts.get(1).files().get(0).fault().rows()).hasSize(2);
  }

  @Test
  void where_every_file_fails_at_its_first_row_for_want_of_columns_it_may_be_the_table() {
    assertThat(Findings.ofRows(pass(batch("a", "b")), other(2, 1214, "a", "b")).parts())
        .isInstanceOfSatisfying(
            Parts.AllAlike.class,
            all -> assertThat(all.refusals().get(0).purpose()).isEqualTo(Purpose.REFUSE));
    assertThat(Findings.ofRows(pass(batch("a", "b")), other(2, 1214, "a")).parts())
        .isInstanceOf(Parts.GoOn.class);
    assertThat(Findings.ofRows(pass(batch("a", "b")), other(3, 1214, "a", "b")).parts())
        .isInstanceOf(Parts.GoOn.class);
    assertThat(Findings.ofRows(pass(batch("a", "b")), other(2, 1207, "a", "b")).parts())
        .isInstanceOf(Parts.GoOn.class);
  }

  @Test
  void where_nothing_is_named_halves_tell() {
    List<Batch> parts = goOn(Findings.ofRows(pass(batch("a", "b", "c")), List.of()));

    assertThat(parts)
        .extracting(FindingsTest::keys)
        .containsExactly(List.of("a"), List.of("b", "c"));
  }

  @Test
  void a_name_that_was_cut_and_fits_two_files_names_none() {
    String begin = "x".repeat(300);
    Batch batch = batch(begin + "1", begin + "2", "other");
    String cut = batch.files().get(0).object().url().substring(0, 256);
    FoundRow row = new FoundRow(new LoadError(cut, 1, "id", 1207, "bad"), 1, 2);

    assertThat(goOn(Findings.ofRows(pass(batch), List.of(row)))).hasSize(2);
    assertThat(Findings.ofRows(pass(batch(begin + "1", "other")), List.of(row)).bad()).hasSize(1);
  }

  @Test
  void with_continue_a_file_with_few_bad_rows_is_loaded_without_them() {
    Batch batch = lenient("a", "b");
    List<Batch> parts = goOn(Findings.ofRows(pass(batch), rows("b", 2, 9)));

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).purpose()).isEqualTo(Purpose.LOAD);
    assertThat(Findings.rejected(parts.get(0))).hasSize(2);
  }

  @Test
  void with_continue_a_file_with_too_many_bad_rows_or_none_that_is_good_is_refused() {
    assertThat(Findings.ofRows(pass(lenient("a", "b")), rows("b", 4, 9)).bad()).hasSize(1);
    // three lines, of which IGNOREHEADER 1 leaves out the first
    assertThat(Findings.ofRows(pass(lenient("a", "b")), rows("b", 2, 3)).bad()).hasSize(1);
    assertThat(Findings.ofRows(pass(lenient("a", "b")), rows("b", 2, 4)).bad()).isEmpty();
  }

  @Test
  void with_continue_a_line_that_names_the_columns_is_no_good_row() {
    Pipe headed = Samples.pipeWith("columns = header", "on-error = continue", "max-errors = 3");

    assertThat(Findings.ofRows(pass(Samples.batch(headed, "a", "b")), rows("b", 2, 3)).bad())
        .hasSize(1);
    assertThat(Findings.ofRows(pass(Samples.batch(headed, "a", "b")), rows("b", 2, 4)).bad())
        .isEmpty();
  }

  @Test
  void with_continue_a_load_that_fails_at_the_very_rows_it_leaves_out_is_halved() {
    List<Batch> first = goOn(Findings.ofRows(pass(lenient("a", "b")), rows("b", 2, 9)));

    List<Batch> second = goOn(Findings.ofRows(pass(first.get(0)), rows("b", 2, 9)));

    assertThat(second).hasSize(2);
  }

  @Test
  void a_single_file_is_set_aside_and_its_lane_decides() {
    assertThat(Parts.bisected(failed(batch("a"), "odd"), "odd"))
        .isEqualTo(
            new Parts.SetAside(batch("a"), Fault.ofFile("odd", "id", "COPY x"), Evidence.UNKNOWN));
  }

  @Test
  void what_is_damaged_in_a_file_is_told_from_what_may_be_the_table() {
    assertThat(evidence("File is not in gzip format: s3://landing/a"))
        .isEqualTo(Evidence.OF_THE_FILE);
    assertThat(evidence("failed to inflate with lzop: unexpected end of file."))
        .isEqualTo(Evidence.OF_THE_FILE);
    assertThat(
            evidence("S3ServiceException:Access Denied,Status 403,Error AccessDenied,CanRetry 1"))
        .isEqualTo(Evidence.OF_FILE_OR_TABLE);
    assertThat(evidence("never heard of")).isEqualTo(Evidence.UNKNOWN);
  }

  @Test
  void a_single_file_that_is_too_much_is_parked_and_never_refused() {
    assertThat(Parts.halved(pass(batch("a").to(Purpose.CONFIRM)), "disk full"))
        .isInstanceOf(Parts.Park.class);
  }

  @Test
  void no_two_parts_of_a_batch_have_one_statement_name() {
    Batch batch = batch("a", "b", "c", "d");
    Batch rest = goOn(Findings.ofRows(pass(batch), rows("d", 1, 9))).get(0);

    assertThat(
            List.of(name(batch), name(batch.to(Purpose.VALIDATE)), name(rest), name(rest.again())))
        .doesNotHaveDuplicates();
  }

  private static String name(Batch batch) {
    return new Load(batch, List.of(), List.of(), Samples.NOON).statementName();
  }

  private static List<Batch> goOn(Findings findings) {
    return ((Parts.GoOn) findings.parts()).parts();
  }

  private static List<FoundRow> rows(String key, int errors, int lines) {
    String url = "s3://landing/" + key;
    return java.util.stream.IntStream.range(0, errors)
        .mapToObj(i -> new FoundRow(new LoadError(url, i + 2, "id", 1207, "bad"), errors, lines))
        .toList();
  }

  /** At this line, with this code, of each of the files. */
  private static List<FoundRow> other(int line, int code, String... keys) {
    return java.util.Arrays.stream(keys)
        .map(
            key ->
                new FoundRow(new LoadError("s3://landing/" + key, line, "id", code, "bad"), 1, 9))
        .toList();
  }

  private static Evidence evidence(String error) {
    return ((Parts.SetAside) Parts.bisected(failed(batch("a"), error), error)).evidence();
  }

  private static Submitted failed(Batch batch, String error) {
    Load load = new Load(batch, List.of(), List.of(new Statement("copy", "COPY x")), Samples.NOON);
    return Submitted.now(load, "id", Samples.NOON)
        .answered(
            new Answer(
                Answer.Status.FAILED, "", 1, List.of(new Answer.Part(Answer.Status.FAILED, error))),
            false,
            Samples.NOON);
  }

  private static Submitted pass(Batch batch) {
    return Submitted.now(new Load(batch, List.of(), List.of(), Samples.NOON), "id", Samples.NOON);
  }

  private static Batch batch(String... keys) {
    return Samples.batch(keys);
  }

  private static Batch lenient(String... keys) {
    Batch strict = Samples.batch(keys);
    Pipe pipe = strict.pipe();
    return new Batch(
        new Pipe(
            pipe.name(),
            pipe.from(),
            pipe.into(),
            pipe.format(),
            pipe.options(),
            pipe.columns(),
            pipe.warehouse(),
            pipe.limits(),
            new LoadPolicy(OnError.CONTINUE, 3, Duration.ofHours(6), Duration.ofDays(14))),
        strict.compression(),
        strict.region(),
        strict.files(),
        1,
        1,
        0,
        Purpose.LOAD);
  }

  private static List<String> keys(Batch batch) {
    return batch.files().stream().map(file -> file.object().key()).toList();
  }
}
