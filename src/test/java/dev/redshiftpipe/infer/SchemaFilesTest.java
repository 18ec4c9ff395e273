package dev.redshiftpipe.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.local.warehouse.AvroFiles;
import dev.redshiftpipe.local.warehouse.ParquetFiles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that have a schema, written by the formats' own libraries. */
final class SchemaFilesTest {
  @Test
  void parquet_has_its_types_in_its_footer() {
    Guess guess =
        guess(
            ParquetFiles.of(
                "required int32 id; optional int64 Big; optional binary name (STRING);"
                    + " optional int32 day (DATE); optional int64 at (TIMESTAMP(MICROS,true));"
                    + " optional int96 old; optional int32 price (DECIMAL(9,2)); optional double d;"
                    + " optional float f; optional boolean ok; optional group tags (LIST) {"
                    + " repeated group list { optional binary element (STRING); } }"
                    + " optional int32 after;",
                List.of()));

    assertThat(guess.format()).isEqualTo("parquet");
    assertThat(guess.options()).isEqualTo("SERIALIZETOJSON");
    assertThat(types(guess))
        .containsExactly(
            "id INTEGER",
            "big BIGINT",
            "name VARCHAR(65535)",
            "day DATE",
            "at TIMESTAMP",
            "old_ TIMESTAMP",
            "price DECIMAL(9,2)",
            "d DOUBLE PRECISION",
            "f REAL",
            "ok BOOLEAN",
            "tags SUPER",
            "after INTEGER");
  }

  @Test
  void parquet_files_with_other_columns_are_told() {
    Guess guess =
        Inference.of(
            List.of(
                new Sample("new", ParquetFiles.of("optional int32 a;", List.of()), true),
                new Sample(
                    "old",
                    ParquetFiles.of("optional int64 a; optional int32 b;", List.of()),
                    true)));

    assertThat(guess.doubts())
        .anyMatch(doubt -> doubt.contains("old has other columns") && doubt.contains("b INTEGER"));
  }

  @Test
  void a_footer_says_how_long_it_is() {
    byte[] file = ParquetFiles.of("optional int32 a;", List.of());
    byte[] end = Arrays.copyOfRange(file, file.length - 8, file.length);
    int length = Inference.footerLength("a", end);

    assertThat(length).isBetween(50, file.length - 4);
    assertThatThrownBy(
            () -> Inference.footerLength("a", "01234567".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(InferException.class)
        .hasMessageContaining("PAR1");
  }

  @Test
  void avro_has_its_types_in_its_header() {
    Guess guess =
        guess(
            AvroFiles.of(
                AvroFiles.record(
                    "{'name': 'id', 'type': 'long'},"
                        + "{'name': 'deviceName', 'type': ['null', 'string']},"
                        + "{'name': 'day', 'type': {'type': 'int', 'logicalType': 'date'}},"
                        + "{'name': 'price', 'type': {'type': 'bytes', 'logicalType': 'decimal',"
                        + " 'precision': 9, 'scale': 2}},"
                        + "{'name': 'tags', 'type': {'type': 'array', 'items': 'string'}}"),
                List.of()));

    assertThat(guess.format()).isEqualTo("avro 'auto ignorecase'");
    assertThat(types(guess))
        .containsExactly(
            "id BIGINT",
            "devicename VARCHAR(65535)",
            "day DATE",
            "price DECIMAL(9,2)",
            "tags SUPER");
  }

  private static Guess guess(byte[] file) {
    return Inference.of(List.of(new Sample("a", file, true)));
  }

  private static List<String> types(Guess guess) {
    return guess.columns().stream().map(one -> one.name() + " " + one.type()).toList();
  }
}
