package dev.redshiftpipe.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.local.warehouse.AvroFiles;
import dev.redshiftpipe.local.warehouse.ParquetFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** DuckDB and hyparquet-writer write no converted types for some. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DECIMAL of INT32       | DECIMAL(9,2)    |
          DECIMAL of FIXED       | DECIMAL(38,10)  |
          DATE of INT32          | DATE            |
          TIMESTAMP_MILLIS of INT64 | TIMESTAMP    |
          TIMESTAMP_MICROS of INT64 | TIMESTAMP    |
          TIMESTAMP_NANOS of INT64  | TIMESTAMP    | write microseconds (pyarrow: coerce_timestamps='us')
          TIME_MILLIS of INT32   | TIME            | a time of day in milliseconds
          TIME_MICROS of INT64   | TIME            | a time of day in microseconds
          TIME_NANOS of INT64    | TIME            | a time of day in nanoseconds
          UUID of FIXED          | VARBYTE(16)     | write it as a string
          FLOAT16 of FIXED       | VARBYTE(16)     | a float of 16 bits
          UINT_8 of INT32        | INTEGER         | unsigned, of 8 bits
          UINT_16 of INT32       | INTEGER         | unsigned, of 16 bits
          UINT_32 of INT32       | BIGINT          | unsigned, of 32 bits
          UINT_64 of INT64       | BIGINT          | unsigned, of 64 bits
          INT_16 of INT32        | INTEGER         |
          INT_64 of INT64        | BIGINT          |
          STRING of BYTE_ARRAY   | VARCHAR(65535)  |
          ENUM of BYTE_ARRAY     | VARCHAR(65535)  |
          JSON of BYTE_ARRAY     | VARCHAR(65535)  |
          BSON of BYTE_ARRAY     | VARCHAR(65535)  | write JSON
          NONE of BYTE_ARRAY     | VARCHAR(65535)  | does not say that they are text
          NONE of FIXED          | VARBYTE(16)     | bytes of a fixed length
          """)
  void parquet_types_are_told_by_their_logical_type_alone(String written, String type, String doubt)
      throws IOException {
    String[] parts = written.split(" of ");

    Guess guess = guess(ParquetFooters.of(parts[0], parts[1], false));

    assertThat(types(guess)).containsExactly("c " + type);
    assertDoubt(guess, doubt);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DECIMAL of INT32       | DECIMAL(9,2)    |
          DATE of INT32          | DATE            |
          TIMESTAMP_MILLIS of INT64 | TIMESTAMP    |
          TIMESTAMP_MICROS of INT64 | TIMESTAMP    |
          TIME_MILLIS of INT32   | TIME            | milliseconds
          TIME_MICROS of INT64   | TIME            | microseconds
          INTERVAL of FIXED      | VARBYTE(16)     | an interval
          UINT_8 of INT32        | INTEGER         | unsigned, of 8 bits
          UINT_32 of INT32       | BIGINT          | unsigned, of 32 bits
          UINT_64 of INT64       | BIGINT          | unsigned, of 64 bits
          INT_16 of INT32        | INTEGER         |
          UTF8 of BYTE_ARRAY     | VARCHAR(65535)  |
          BSON of BYTE_ARRAY     | VARCHAR(65535)  | write JSON
          """)
  void parquet_types_are_told_by_their_converted_type_alone(
      String written, String type, String doubt) throws IOException {
    String[] parts = written.split(" of ");

    Guess guess = guess(ParquetFooters.of(parts[0], parts[1], true));

    assertThat(types(guess)).containsExactly("c " + type);
    assertDoubt(guess, doubt);
  }

  @Test
  void what_the_guide_does_not_say_of_avro_is_not_sure() {
    Guess guess =
        guess(
            AvroFiles.of(
                AvroFiles.record(
                    "{'name': 'id', 'type': 'long'},"
                        + "{'name': 'day', 'type': ['null', {'type': 'int', 'logicalType': 'date'}]},"
                        + "{'name': 'price', 'type': {'type': 'bytes', 'logicalType': 'decimal',"
                        + " 'precision': 9, 'scale': 2}},"
                        + "{'name': 'at', 'type': {'type': 'long', 'logicalType':"
                        + " 'timestamp-millis'}}"),
                List.of()));

    assertThat(guess.doubts())
        .hasSize(3)
        .anyMatch(doubt -> doubt.startsWith("day: COPY's guide does not say"))
        .anyMatch(doubt -> doubt.startsWith("price: COPY's guide does not say"))
        .anyMatch(doubt -> doubt.contains("epochmillisecs"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate", "snappy", "bzip2", "xz", "zstandard"})
  void avro_is_read_whatever_its_codec(String codec) {
    Guess guess =
        guess(
            AvroFiles.of(
                AvroFiles.record("{'name': 'id', 'type': 'long'}"),
                List.of(row -> row.put("id", 1L)),
                codec));

    assertThat(types(guess)).containsExactly("id BIGINT");
    if (List.of("null", "deflate", "snappy").contains(codec)) {
      assertThat(guess.doubts()).isEmpty();
    } else {
      assertThat(guess.doubts()).singleElement().asString().contains(codec);
    }
  }

  private static void assertDoubt(Guess guess, @Nullable String doubt) {
    if (doubt == null) {
      assertThat(guess.doubts()).isEmpty();
    } else {
      assertThat(guess.doubts()).singleElement().asString().startsWith("c: ").contains(doubt);
    }
  }

  private static Guess guess(byte[] file) {
    return Inference.of(List.of(new Sample("a", file, true)));
  }

  private static List<String> types(Guess guess) {
    return guess.columns().stream().map(one -> one.name() + " " + one.type()).toList();
  }
}
