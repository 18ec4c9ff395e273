package dev.redshiftpipe.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.BatchFile.Entry;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.load.Prepared.Made;
import dev.redshiftpipe.pipe.Compression;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparedTest {
  private static final List<String> ID = List.of("id");
  private static final List<String> BOTH = List.of("id", "name");

  private final Batch batch = Samples.batch("a", "b", "c", "d").to(Purpose.CONFIRM);

  @Test
  void files_that_are_alike_go_on_as_one_batch_that_is_ready() {
    Prepared prepared =
        new Prepared(batch, List.of(ready(0, ID), ready(1, ID), ready(2, ID), ready(3, ID)));

    assertThat(prepared.isWhole()).isTrue();
    assertThat(prepared.ready().columns()).isEqualTo(ID);
    assertThat(prepared.ready().compression()).isEqualTo(Compression.NONE);
    assertThat(prepared.ready().purpose()).isEqualTo(Purpose.CONFIRM);
    assertThat(prepared.ready().isReady()).isTrue();
    assertThat(prepared.ready().id()).isEqualTo(batch.id());
    assertThat(prepared.ready().entries())
        .extracting(Entry::url)
        .containsExactly("s3://control/a", "s3://control/b", "s3://control/c", "s3://control/d");
  }

  @Test
  void other_columns_or_another_compression_make_another_batch_in_the_order_of_the_first_files() {
    Prepared prepared =
        new Prepared(
            batch,
            List.of(
                ready(0, BOTH),
                ready(1, ID),
                ready(2, BOTH),
                new Made.Ready(made(3), Compression.GZIP, BOTH)));

    assertThat(prepared.isWhole()).isFalse();
    assertThat(parts(prepared))
        .satisfiesExactly(
            first -> assertThat(keys(first)).containsExactly("a", "c"),
            second -> assertThat(keys(second)).containsExactly("b"),
            third -> {
              assertThat(keys(third)).containsExactly("d");
              assertThat(third.compression()).isEqualTo(Compression.GZIP);
              assertThat(third.columns()).isEqualTo(BOTH);
            });
  }

  @Test
  void columns_in_another_order_are_other_columns() {
    Prepared prepared =
        new Prepared(batch, List.of(ready(0, BOTH), ready(1, List.of("name", "id"))));

    assertThat(parts(prepared)).hasSize(2);
  }

  @Test
  void bad_files_are_refused_and_overwritten_ones_superseded_behind_the_others() {
    Prepared prepared =
        new Prepared(
            batch,
            List.of(
                new Made.Overwritten(made(0)),
                new Made.Bad(made(1)),
                ready(2, ID),
                new Made.Bad(made(3))));

    assertThat(prepared.isWhole()).isFalse();
    assertThat(parts(prepared))
        .extracting(Batch::purpose, PreparedTest::keys)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Purpose.CONFIRM, List.of("c")),
            org.assertj.core.groups.Tuple.tuple(Purpose.REFUSE, List.of("b", "d")),
            org.assertj.core.groups.Tuple.tuple(Purpose.SUPERSEDE, List.of("a")));
  }

  @Test
  void a_single_file_that_is_bad_is_not_ready() {
    assertThat(new Prepared(batch, List.of(new Made.Bad(made(0)))).isWhole()).isFalse();
    assertThat(new Prepared(batch, List.of(new Made.Overwritten(made(0)))).isWhole()).isFalse();
  }

  private static List<Batch> parts(Prepared prepared) {
    return ((Parts.GoOn) prepared.parts()).parts();
  }

  private Made ready(int file, List<String> columns) {
    return new Made.Ready(made(file), Compression.NONE, columns);
  }

  private BatchFile made(int file) {
    BatchFile one = batch.files().get(file);
    return one.with(Fault.NONE)
        .readFrom(List.of(new Entry("s3://control/" + one.object().key(), 7)));
  }

  private static List<String> keys(Batch batch) {
    return batch.files().stream().map(file -> file.object().key()).toList();
  }
}
