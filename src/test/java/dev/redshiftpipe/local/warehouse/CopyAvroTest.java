package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.OBJECTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

class CopyAvroTest extends CopyFormatsCase {
  private static final Schema PEOPLE =
      AvroFiles.record(
          "{'name': 'name', 'type': ['null', 'string']}, {'name': 'ID', 'type': 'long'}, {'name':"
              + " 'other', 'type': 'int', 'default': 0}");

  private static byte[] people() {
    return AvroFiles.of(
        PEOPLE,
        List.of(
            person -> {
              person.put("name", "Ada");
              person.put("ID", 1L);
              person.put("other", 0);
            },
            person -> {
              person.put("ID", 1L << 40);
              person.put("other", 0);
            }));
  }

  @Test
  void fields_fill_the_columns_of_their_names() throws SqlError {
    table("id BIGINT, name VARCHAR(9)");

    copy(people(), "FORMAT AS AVRO");
    copy(people(), "AVRO 'auto ignorecase'");

    assertThat(loaded())
        .containsExactly(row(null, "Ada"), row(null, null), row(1L, "Ada"), row(1L << 40, null));
  }

  @Test
  void paths_fill_the_columns_in_their_order() throws SqlError {
    table("a BIGINT, b VARCHAR(9)");
    OBJECTS.put("s3://landing/paths", "{\"jsonpaths\": [\"$.ID\", \"$.name\"]}");

    copy(people(), "AVRO 's3://landing/paths'");

    assertThat(loaded()).containsExactly(row(1L, "Ada"), row(1L << 40, null));
  }

  @Test
  void a_whole_record_fills_a_super_with_noshred() throws SqlError {
    table("a SUPER");

    copy(people(), "AVRO 'noshred'");

    assertThat(loaded().getFirst()).containsExactly("{\"ID\":1,\"name\":\"Ada\",\"other\":0}");
  }

  @Test
  void logical_types_load_as_what_they_stand_for() throws SqlError {
    table("d DATE, ms TIMESTAMP, us TIMESTAMPTZ, n DECIMAL(9,2), f DECIMAL(9,1), v VARCHAR(30)");
    Schema schema =
        AvroFiles.record(
            """
            {'name': 'd', 'type': {'type': 'int', 'logicalType': 'date'}},
            {'name': 'ms', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}},
            {'name': 'us', 'type': {'type': 'long', 'logicalType': 'timestamp-micros'}},
            {'name': 'n', 'type': {'type': 'bytes', 'logicalType': 'decimal',
                                   'precision': 9, 'scale': 2}},
            {'name': 'f', 'type': {'type': 'fixed', 'name': 'f', 'size': 4,
                                   'logicalType': 'decimal', 'precision': 9, 'scale': 1}},
            {'name': 'v', 'type': {'type': 'enum', 'name': 'v', 'symbols': ['X', 'Y']}}
            """);

    copy(
        AvroFiles.of(
            schema,
            List.of(
                row -> {
                  row.put("d", 19_753);
                  row.put("ms", 1_706_695_872_250L);
                  row.put("us", 1_706_695_872_250_001L);
                  row.put("n", ByteBuffer.wrap(BigInteger.valueOf(-12345).toByteArray()));
                  Schema fixed = schema.getField("f").schema();
                  row.put("f", new GenericData.Fixed(fixed, new byte[] {0, 0, 0, 15}));
                  row.put("v", new GenericData.EnumSymbol(schema.getField("v").schema(), "Y"));
                })),
        "AVRO");

    assertThat(loaded())
        .containsExactly(
            row(
                "2024-01-31",
                "2024-01-31 10:11:12.25",
                "2024-01-31 10:11:12.250001+00",
                "-123.45",
                "1.5",
                "Y"));
  }

  @Test
  void a_timestamp_is_a_number_when_timeformat_says_so() throws SqlError {
    table("t TIMESTAMP");
    Schema schema =
        AvroFiles.record(
            "{'name': 't', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}}");

    copy(
        AvroFiles.of(schema, List.of(row -> row.put("t", 1_706_695_872_250L))),
        "AVRO TIMEFORMAT 'epochmillisecs'");

    assertThat(loaded()).containsExactly(row("2024-01-31 10:11:12.25"));
  }

  @Test
  void records_arrays_and_maps_load_as_json() throws SqlError {
    table("r VARCHAR(50), a SUPER, m SUPER");
    Schema schema =
        AvroFiles.record(
            """
            {'name': 'r', 'type': {'type': 'record', 'name': 'r',
                                   'fields': [{'name': 'x', 'type': 'double'}]}},
            {'name': 'a', 'type': {'type': 'array', 'items': ['null', 'string']}},
            {'name': 'm', 'type': {'type': 'map', 'values': 'boolean'}}
            """);

    copy(
        AvroFiles.of(
            schema,
            List.of(
                row -> {
                  GenericData.Record inner = new GenericData.Record(schema.getField("r").schema());
                  inner.put("x", 0.5);
                  row.put("r", inner);
                  row.put("a", Arrays.asList("y", null));
                  row.put("m", Map.of("k", true));
                })),
        "AVRO");

    assertThat(loaded()).containsExactly(row("{\"x\":0.5}", "[\"y\",null]", "{\"k\":true}"));
  }

  @Test
  void a_bad_field_is_told_with_the_number_of_its_record() throws SqlError {
    table("id INT, name VARCHAR(9)");

    copy(people(), "AVRO 'auto ignorecase' MAXERROR 2");

    assertThat(loaded()).containsExactly(row(1L, "Ada"));
    assertThat(errors())
        .containsExactly(
            row(2L, "id", 1204L, "Overflow, Value '1099511627776', Pos 0, Type: Integer"));
  }

  @Test
  void a_file_that_is_none_or_is_cut_off_fails_the_statement() throws SqlError {
    table("id BIGINT, name VARCHAR(9)");
    byte[] file = people();

    assertThatThrownBy(() -> copy("1,Ada\n", "AVRO"))
        .hasMessageStartingWith("ERROR: Invalid AVRO file")
        .hasMessageContaining("key s3://landing/formats/file");
    assertThatThrownBy(() -> copy(Arrays.copyOf(file, file.length - 20), "AVRO"))
        .hasMessageStartingWith("ERROR: Invalid AVRO file");
  }

  @Test
  void options_of_text_are_refused() throws SqlError {
    table("id BIGINT, name VARCHAR(9)");

    assertThatThrownBy(() -> copy(people(), "AVRO FILLRECORD"))
        .hasMessage("ERROR: FILLRECORD option is not supported for AVRO");
  }
}
