package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.BatchFile.Entry;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.load.Parts;
import dev.redshiftpipe.load.Prepared;
import dev.redshiftpipe.load.Prepared.Made;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class PrepareFilesTest {
  private static final Pipe PLAIN = Samples.orders();
  private static final Pipe HEADER =
      Samples.pipeWith("columns = header", "stage-columns = id INT, name VARCHAR(20)");
  private static final Pipe MANIFEST = Samples.pipeWith("trigger = manifest");

  private final TwinS3 s3 = new TwinS3();
  private final Control control = new Control(Prefix.parse("s3://control/pipe/"));

  @Nested
  class An_error_about_one_object {
    @ParameterizedTest
    @ValueSource(ints = {400, 403})
    void costs_the_others_nothing_and_the_object_is_tried_alone(int status) {
      s3.objects.put("orders/a", "id\n1\n");
      s3.failures.put("orders/locked", answer(status));

      Prepared prepared = prepared(Samples.batch(HEADER, "orders/a", "orders/locked"));

      assertThat(prepared.isWhole()).isFalse();
      assertThat(((Parts.GoOn) prepared.parts()).parts())
          .extracting(part -> part.files().get(0).object().key(), Batch::purpose)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("orders/a", Purpose.LOAD),
              org.assertj.core.groups.Tuple.tuple("orders/locked", Purpose.LOAD));
    }

    @Test
    void sets_it_aside_until_another_one_was_loaded() {
      s3.failures.put("orders/locked", answer(403));
      Batch alone = Samples.batch(HEADER, "orders/locked");

      assertThat(prepared(alone).parts()).isInstanceOf(Parts.SetAside.class);
      assertThat(((Parts.SetAside) prepared(alone).parts()).fault().reason())
          .startsWith("s3://landing/orders/locked cannot be read by the pipe");
    }

    @Test
    void is_the_files_own_where_it_is_archived_or_gone() {
      s3.failures.put(
          "orders/archived",
          InvalidObjectStateException.builder().message("archived").statusCode(403).build());
      s3.failures.put("orders/gone", answer(404));

      assertThat(prepared(Samples.batch(HEADER, "orders/archived", "orders/gone")).files())
          .allMatch(made -> made instanceof Made.Bad)
          .extracting(made -> made.file().fault().reason())
          .containsExactly(
              "s3://landing/orders/archived is archived; restore it, then replay it",
              "s3://landing/orders/gone the object was deleted before it was loaded");
    }

    @Test
    void is_left_to_copy_where_the_pipe_only_looks_at_it() {
      s3.failures.put("orders/a.csv.gz", answer(403));

      Prepared prepared = prepared(Samples.batch(PLAIN, "orders/a.csv.gz"));

      assertThat(prepared.isWhole()).isTrue();
    }
  }

  @Nested
  class An_error_of_s3_itself {
    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void is_no_fault_of_the_file_and_is_thrown_with_its_name(int status) {
      s3.failures.put("orders/b", answer(status));

      assertThatThrownBy(() -> prepared(Samples.batch(PLAIN, "orders/a", "orders/b")))
          .hasRootCauseInstanceOf(S3Exception.class)
          .hasMessageContaining("s3://landing/orders/b");
    }

    @Test
    void is_one_of_the_network_too() {
      s3.failures.put("orders/a", SdkClientException.create("connection reset"));

      assertThatThrownBy(() -> prepared(Samples.batch(PLAIN, "orders/a")))
          .hasMessageContaining("s3://landing/orders/a: connection reset");
    }

    @Test
    void is_one_in_the_middle_of_an_object() {
      s3.breaksAfter = 10;
      s3.objects.put("orders/a", "<r><item><id>1</id></item></r>");

      assertThatThrownBy(
              () -> prepared(Samples.batch(Samples.pipeWith("format = xml item"), "orders/a")))
          .hasMessageContaining("s3://landing/orders/a");
    }
  }

  @ParameterizedTest
  @CsvSource({"UncheckedIOException", "IllegalStateException", "StringIndexOutOfBoundsException"})
  void whatever_else_happens_is_the_files_fault(String exception) {
    s3.failures.put(
        "orders/a",
        switch (exception) {
          case "UncheckedIOException" ->
              new UncheckedIOException(new IOException("Invalid UTF-32"));
          case "IllegalStateException" -> new IllegalStateException("a parser\u0000gave up");
          default -> new StringIndexOutOfBoundsException(7);
        });

    assertThat(prepared(Samples.batch(HEADER, "orders/a")).files())
        .singleElement()
        .isInstanceOf(Made.Bad.class)
        .extracting(made -> made.file().fault().reason())
        .asString()
        .startsWith("s3://landing/orders/a cannot be read: ")
        .doesNotContain("\0");
  }

  @Nested
  class An_object_as_s3_has_it_now {
    @Test
    void takes_the_place_of_what_the_notification_described() {
      s3.objects.put("orders/a", "id,name\n1,Ada\n");

      BatchFile file = prepared(Samples.batch(HEADER, "orders/a")).alike().get(0).files().get(0);

      assertThat(file.object().etag()).isEqualTo("e14");
      assertThat(file.object().size()).isEqualTo(14);
      assertThat(file.fileId()).isEqualTo(file.object().fileId());
      assertThat(file.entries())
          .singleElement()
          .satisfies(entry -> assertThat(entry.url()).startsWith("s3://control/pipe/prepared/"));
    }

    @Test
    void is_no_file_where_it_has_no_bytes() {
      s3.objects.put("orders/a", "");

      Prepared prepared = prepared(Samples.batch(PLAIN, "orders/a", "orders/b"));

      assertThat(prepared.empty())
          .extracting(file -> file.object().key())
          .containsExactly("orders/a");
      assertThat(prepared.isWhole()).isTrue();
      assertThat(prepared.ready().files())
          .extracting(f -> f.object().key())
          .containsExactly("orders/b");
    }

    @Test
    void is_not_made_ready_again_as_long_as_it_stays_the_same() {
      s3.objects.put("orders/a", "id,name\n1,Ada\n");
      Batch first = prepared(Samples.batch(HEADER, "orders/a")).ready();
      s3.calls.clear();

      Batch again = prepared(first.again()).ready();

      assertThat(again.entries()).isEqualTo(first.entries());
      assertThat(again.columns()).containsExactly("id", "name");
      assertThat(s3.calls).containsExactly("GetObject landing");
    }

    @Test
    void is_made_ready_again_where_it_was_written_again() {
      s3.objects.put("orders/a", "id,name\n1,Ada\n");
      Batch first = prepared(Samples.batch(HEADER, "orders/a")).ready();
      s3.objects.put("orders/a", "name,id\nGrace,2\n");

      Batch again = prepared(first.again()).ready();

      assertThat(again.columns()).containsExactly("name", "id");
      assertThat(again.entries()).isNotEqualTo(first.entries());
      assertThat(again.revision()).isNotEqualTo(first.revision());
    }
  }

  @Nested
  class A_refusal {
    private final Fault fault = Fault.ofFile("it has bad rows", "", "");

    @Test
    void stands_where_the_object_is_what_failed_and_says_what_it_looks_like() {
      s3.objects.put("orders/a", "PK\u0003\u0004zip");
      Batch seen =
          prepared(Samples.batch(Samples.pipeWith("compression = none"), "orders/a").again())
              .ready();

      Prepared prepared = prepared(refused(seen));

      assertThat(prepared.isWhole()).isTrue();
      assertThat(prepared.ready().purpose()).isEqualTo(Purpose.REFUSE);
      assertThat(prepared.ready().files().get(0).fault().reason())
          .startsWith("it has bad rows")
          .contains("ZIP");
    }

    @Test
    void becomes_a_load_where_the_object_was_corrected() {
      s3.objects.put("orders/a", "1,\n");
      Batch seen = prepared(Samples.batch(PLAIN, "orders/a")).ready();
      s3.objects.put("orders/a", "1,Ada\n");

      Prepared prepared = prepared(refused(seen));

      assertThat(((Parts.GoOn) prepared.parts()).parts())
          .singleElement()
          .satisfies(part -> assertThat(part.purpose()).isEqualTo(Purpose.LOAD))
          .satisfies(part -> assertThat(part.files().get(0).fault()).isEqualTo(Fault.NONE));
    }

    @Test
    void stands_where_s3_does_not_let_the_pipe_look() {
      Batch seen = prepared(Samples.batch(PLAIN, "orders/a")).ready();
      s3.failures.put("orders/a", answer(403));

      assertThat(prepared(refused(seen)).ready().purpose()).isEqualTo(Purpose.REFUSE);
    }

    private Batch refused(Batch seen) {
      return seen.part(
          seen.files().stream().map(file -> file.with(fault)).toList(), Purpose.REFUSE);
    }
  }

  @Test
  void a_manifest_leaves_out_what_has_no_bytes() {
    s3.objects.put("orders/m.manifest", manifest("files/1", "files/2"));
    s3.objects.put("files/1", "");
    s3.objects.put("files/2", "1,Ada\n");

    Batch ready = prepared(Samples.batch(MANIFEST, "orders/m.manifest")).ready();

    assertThat(ready.entries()).containsExactly(new Entry("s3://landing/files/2", 6));
    assertThat(ready.compression()).isEqualTo(Compression.NONE);
  }

  private static String manifest(String... keys) {
    return List.of(keys).stream()
        .map("{\"url\":\"s3://landing/%s\",\"mandatory\":true}"::formatted)
        .collect(java.util.stream.Collectors.joining(",", "{\"entries\":[", "]}"));
  }

  private static S3Exception answer(int status) {
    return (S3Exception)
        S3Exception.builder().message("status " + status).statusCode(status).build();
  }

  // no pipe here asks for the columns of its table
  @SuppressWarnings("NullAway")
  private Prepared prepared(Batch batch) {
    TableColumns none = new TableColumns(new Transactions(control, BuiltIn::sql), null, null);
    return new PrepareFiles(
            new Preparation(control, s3, none, true), new RegionCopies(control, s3, true))
        .ask(batch)
        .join();
  }
}
