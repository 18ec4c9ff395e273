package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Page;
import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.pipe.Pipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyCommandTest {
  private static final Sql INTO = new Sql("public.orders");
  private static final Page PAGE = Page.of(Path.of("src/docs/pipes.md"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "csv | CSV/COMPUPDATE OFF",
        "delimited | COMPUPDATE OFF",
        "fixedwidth id:5 | FIXEDWIDTH 'id:5'/COMPUPDATE OFF",
        "json auto ignorecase | JSON 'auto ignorecase'/COMPUPDATE OFF",
        "json noshred | JSON 'noshred'/COMPUPDATE OFF",
        "avro | FORMAT AVRO 'auto'/COMPUPDATE OFF",
        "parquet | FORMAT PARQUET",
        "orc | FORMAT ORC",
        "xml order | JSON 'auto'/COMPUPDATE OFF"
      })
  void says_the_format_and_what_goes_with_it(String format, String expected) {
    assertThat(copy(Samples.pipeWith("format = " + format), "orders/a"))
        .isEqualTo(
            """
            COPY public.orders
            FROM 's3://control/m'
            IAM_ROLE default
            MANIFEST
            """
                + expected.replace("/", "\n"));
  }

  @Test
  void of_the_pages_orc_pipe_is_one_that_redshift_takes() {
    Pipe pipe = ofPage("trips-orc");

    assertThat(copy(pipe, "trips-orc/a.orc.lzo"))
        .isEqualTo(
            """
            COPY public.orders
            FROM 's3://control/m'
            IAM_ROLE default
            MANIFEST
            FORMAT ORC""");
    assertThat(Manifest.of(batch(pipe, "trips-orc/a.orc")))
        .contains("\"meta\":{\"content_length\":100}");
  }

  @ParameterizedTest
  @CsvSource({"lzo, LZOP", "gz, GZIP", "bz2, BZIP2", "zst, ZSTD"})
  void of_the_pages_compressed_files_names_the_compression(String suffix, String name) {
    assertThat(copy(ofPage("logs"), "logs/a.csv." + suffix))
        .endsWith("MANIFEST\nCSV\n" + name + "\nCOMPUPDATE OFF");
    assertThat(copy(ofPage("logs"), "logs/" + suffix)).doesNotContain(name);
  }

  @Test
  void names_columns_and_options_and_leaves_out_the_header_of_a_header() {
    Pipe listed = Samples.pipeWith("columns = id, Name", "options = compupdate preset");
    Pipe headed = Samples.pipeWith("columns = header", "options = QUOTE '%'");

    assertThat(copy(listed, "orders/a"))
        .startsWith("COPY public.orders (\"id\", \"name\")\n")
        .endsWith("CSV\nCOMPUPDATE PRESET");
    assertThat(copy(headed, "orders/a")).contains("CSV\nIGNOREHEADER 1\nQUOTE '%'\n");
  }

  @Test
  void that_only_reads_loads_nothing_and_names_all_bad_rows() {
    Batch batch = batch(Samples.pipeWith(), "orders/a").to(Purpose.VALIDATE);

    assertThat(CopyCommand.of(batch, INTO, "s3://control/m").text())
        .endsWith("\nNOLOAD\nMAXERROR 100000");
  }

  /** REGION would be of the manifest, too, which is in the control bucket. */
  @Test
  void names_no_region() {
    assertThat(copy(elsewhere("csv"), "orders/a")).contains("MANIFEST\nCSV");
    assertThat(copy(elsewhere("parquet"), "orders/a")).contains("MANIFEST\nFORMAT PARQUET");
  }

  private static Pipe elsewhere(String format) {
    return Samples.settingsOf(
            Map.of(
                "warehouse.default.region", "eu-west-1",
                "pipe.orders.from", "s3://landing/orders/",
                "pipe.orders.into", "public.orders",
                "pipe.orders.format", format))
        .pipes()
        .wanting(Samples.object("orders/a"))
        .get(0);
  }

  private static Pipe ofPage(String name) {
    String block = PAGE.block("properties", "pipe." + name + ".");
    return Samples.settingsOf(Page.properties(block)).pipes().rules().stream()
        .flatMap(rule -> rule.only().stream())
        .filter(pipe -> pipe.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String copy(Pipe pipe, String key) {
    return CopyCommand.of(batch(pipe, key), INTO, "s3://control/m").text();
  }

  private static Batch batch(Pipe pipe, String key) {
    Assignment assignment = Samples.assignment(pipe, key);
    return Batch.first(assignment.kind(), pipe, List.of(BatchFile.of(assignment)), 1);
  }
}
