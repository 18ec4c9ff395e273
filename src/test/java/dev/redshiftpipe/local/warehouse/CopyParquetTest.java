package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.OBJECTS;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CopyParquetTest extends CopyFormatsCase {
  private static final String PEOPLE = "optional int32 id; optional binary name (STRING);";
  private static final Consumer<Group> ADA = row -> row.append("id", 1).append("name", "Ada");

  private static byte[] people() {
    return ParquetFiles.of(PEOPLE, List.of(ADA, row -> row.append("id", 2)));
  }

  @Nested
  class Reads {
    @Test
    void columns_by_position_whatever_their_names() throws SqlError {
      table("number INT, label VARCHAR(9)");

      Result result = copy(people(), "FORMAT AS PARQUET");

      assertThat(result.rowCount()).isEqualTo(2);
      assertThat(loaded()).containsExactly(row(1L, "Ada"), row(2L, null));
    }

    @Test
    void every_type_of_a_column() throws SqlError {
      table(
          "a SMALLINT, b BIGINT, c REAL, d FLOAT8, e BOOLEAN, f DECIMAL(9,2), g DECIMAL(18,3),"
              + " h DECIMAL(38,1), i DATE, j CHAR(4)");

      copy(
          ParquetFiles.of(
              "required int32 a; required int64 b; required float c; required double d; required"
                  + " boolean e; required int32 f (DECIMAL(9,2)); required int64 g"
                  + " (DECIMAL(18,3)); required binary h (DECIMAL(38,1)); required int32 i (DATE);"
                  + " required binary j;",
              List.of(
                  row ->
                      row.append("a", -7)
                          .append("b", 1L << 40)
                          .append("c", 1.5f)
                          .append("d", 0.1)
                          .append("e", true)
                          .append("f", -12345)
                          .append("g", 1000L)
                          .append(
                              "h",
                              Binary.fromConstantByteArray(
                                  new BigInteger("-123456789012345678901").toByteArray()))
                          .append("i", 19_753)
                          .append("j", "ab"))),
          "PARQUET");

      assertThat(loaded())
          .containsExactly(
              row(
                  -7L,
                  1L << 40,
                  1.5,
                  0.1,
                  true,
                  "-123.45",
                  "1.000",
                  "-12345678901234567890.1",
                  "2024-01-31",
                  "ab  "));
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        value = {
          "`int64 t (TIMESTAMP(MILLIS,true))`, 1706695872250",
          "`int64 t (TIMESTAMP(MICROS,false))`, 1706695872250000"
        })
    void timestamps_of_milliseconds_and_microseconds(String column, long value) throws SqlError {
      table("a TIMESTAMP, b TIMESTAMPTZ");

      copy(
          ParquetFiles.of(
              "required " + column + "; required " + column.replace(" t ", " u ") + ";",
              List.of(row -> row.append("t", value).append("u", value))),
          "PARQUET");

      assertThat(loaded())
          .containsExactly(row("2024-01-31 10:11:12.25", "2024-01-31 10:11:12.25+00"));
    }

    /** Redshift loads them with years in the hundred thousands (apache/arrow #38000). */
    @Test
    void no_timestamps_of_nanoseconds() throws SqlError {
      table("a TIMESTAMP");

      assertThatThrownBy(
              () ->
                  copy(
                      ParquetFiles.of(
                          "required int64 t (TIMESTAMP(NANOS,true));",
                          List.of(row -> row.append("t", 1_706_695_872_250_000_999L))),
                      "PARQUET"))
          .hasMessageStartingWith("ERROR: Spectrum Scan Error")
          .hasMessageContaining("nanoseconds");
    }

    @Test
    void unsigned_integers_within_a_super() throws SqlError {
      table("a SUPER, b SUPER");

      copy(
          ParquetFiles.of(
              "required int32 a (INTEGER(32,false)); required int64 b (INTEGER(64,false));",
              List.of(row -> row.append("a", -1).append("b", -1L))),
          "PARQUET SERIALIZETOJSON");

      assertThat(loaded()).containsExactly(row("4294967295", "18446744073709551615"));
    }

    /** Spectrum's table of types has none of them (c-spectrum-external-tables). */
    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        value = {
          "`int32 t (INTEGER(32,false))`, INT",
          "`int64 t (INTEGER(64,false))`, BIGINT",
          "`int32 t (TIME(MILLIS,true))`, TIME",
          "`fixed_len_byte_array(16) t (UUID)`, VARCHAR(36)",
          "`fixed_len_byte_array(12) t (INTERVAL)`, VARCHAR(36)"
        })
    void nothing_that_redshift_has_no_type_for(String column, String type) throws SqlError {
      table("a " + type);

      assertThatThrownBy(
              () ->
                  copy(ParquetFiles.of("optional " + column + ";", List.of(row -> {})), "PARQUET"))
          .hasMessageStartingWith("ERROR: Spectrum Scan Error");
    }

    @Test
    void timestamps_as_impala_wrote_them() throws SqlError {
      table("a TIMESTAMP");
      long nanos = (10 * 3600 + 11 * 60 + 12) * 1_000_000_000L;

      copy(
          ParquetFiles.of(
              "required int96 t;",
              List.of(row -> row.add("t", new NanoTime(2_440_588 + 19_753, nanos)))),
          "PARQUET");

      assertThat(loaded()).containsExactly(row("2024-01-31 10:11:12"));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"})
    void pages_however_they_are_compressed(CompressionCodecName codec) throws SqlError {
      table("id INT, name VARCHAR(9)");

      copy(ParquetFiles.of(PEOPLE, List.of(ADA), codec), "PARQUET");

      assertThat(loaded()).containsExactly(row(1L, "Ada"));
    }

    @Test
    void lists_maps_and_structs_into_super() throws SqlError {
      table("l SUPER, m SUPER, s SUPER, t SUPER");

      copy(
          ParquetFiles.of(
              "optional group l (LIST) { repeated group list { optional int32 element; } } optional"
                  + " group m (MAP) { repeated group key_value { required binary key (STRING);"
                  + " optional double value; } } optional group s { optional binary a (STRING);"
                  + " optional int32 b (DATE); } optional binary t (STRING);",
              List.of(
                  row -> {
                    Group list = row.addGroup("l");
                    list.addGroup("list").append("element", 4);
                    list.addGroup("list");
                    row.addGroup("m")
                        .addGroup("key_value")
                        .append("key", "x\"")
                        .append("value", 0.5);
                    row.addGroup("s").append("b", 0);
                    row.append("t", "{no json");
                  })),
          "PARQUET SERIALIZETOJSON");

      assertThat(loaded())
          .containsExactly(
              row(
                  "[4,null]",
                  "{\"x\\\"\":0.5}",
                  "{\"a\":null,\"b\":\"1970-01-01\"}",
                  "\"{no json\""));
    }

    @Test
    void files_with_too_few_columns_with_fillrecord() throws SqlError {
      table("id INT, name VARCHAR(9), more INT");

      copy(people(), "PARQUET FILLRECORD");

      assertThat(loaded()).containsExactly(row(1L, "Ada", null), row(2L, null, null));
    }

    @Test
    void identities_with_explicit_ids() throws SqlError {
      table("id INT IDENTITY(10, 5), name VARCHAR(9)");

      copy(people(), "PARQUET EXPLICIT_IDS");

      assertThat(loaded()).containsExactly(row(1L, "Ada"), row(2L, null));
    }

    @Test
    void files_of_a_manifest_that_tells_their_lengths() throws SqlError {
      table("id INT, name VARCHAR(9)");
      byte[] file = people();
      OBJECTS.put(FILE, file);
      manifest("{\"url\": \"" + FILE + "\", \"meta\": {\"content_length\": " + file.length + "}}");

      run(session, "COPY t FROM 's3://landing/parquet/m' IAM_ROLE default MANIFEST PARQUET");

      assertThat(loaded()).hasSize(2);
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        value = {
          "BIGINT, BIGINT",
          "VARCHAR(9), VARCHAR(9)",
          "`DECIMAL(9,2)`, `DECIMAL(9, 2)`",
          "FLOAT8, DOUBLE"
        })
    void a_type_that_is_not_the_columns_and_names_the_file(String type, String declared)
        throws SqlError {
      table("id " + type + ", name VARCHAR(9)");

      assertThatThrownBy(() -> copy(people(), "PARQUET"))
          .hasMessageStartingWith("ERROR: Spectrum Scan Error\n  Detail: ")
          .hasMessageContaining(
              "code:      15007\n  context:   File"
                  + " 'https://s3.us-east-1.amazonaws.com/landing/formats/file' has an incompatible"
                  + " Parquet schema for column 's3://landing/formats/file.id'. Column type: "
                  + declared
                  + ", Parquet schema:\noptional int32 id");
      assertThat(errors()).isEmpty();
    }

    @Test
    void decimals_of_another_scale() throws SqlError {
      table("a DECIMAL(9,2)");
      byte[] file =
          ParquetFiles.of(
              "required int32 a (DECIMAL(9,3));", List.of(row -> row.append("a", 12345)));

      assertThatThrownBy(() -> copy(file, "PARQUET"))
          .hasMessageContaining("incompatible Parquet schema");
    }

    @Test
    void as_many_columns_as_the_table_has_not() throws SqlError {
      table("id INT");

      assertThatThrownBy(() -> copy(people(), "PARQUET FILLRECORD"))
          .hasMessageContaining(
              "Unmatched number of columns between table and file. Table columns: 1, Data columns:"
                  + " 2, File name: https://s3.us-east-1.amazonaws.com/landing/formats/file");
    }

    @Test
    void texts_longer_than_their_columns() throws SqlError {
      table("id INT, name VARCHAR(2)");

      assertThatThrownBy(() -> copy(people(), "PARQUET"))
          .hasMessageContaining(
              "The length of the data column name is longer than the length defined in the table."
                  + " Table: 2, Data: 3");
    }

    @Test
    void nulls_that_the_table_does_not_allow() throws SqlError {
      table("id INT, name VARCHAR(9) NOT NULL");

      assertThatThrownBy(() -> copy(people(), "PARQUET"))
          .hasMessageContaining("Cannot insert a NULL value into column name");
    }

    @Test
    void super_without_serializetojson() throws SqlError {
      table("id INT, name SUPER");

      assertThatThrownBy(() -> copy(people(), "PARQUET"))
          .hasMessage("ERROR: SUPER column in COPY query requires SERIALIZETOJSON option");
    }

    @Test
    void files_that_are_no_parquet() throws SqlError {
      table("id INT, name VARCHAR(9)");

      assertThatThrownBy(() -> copy("1,Ada\n2,Grace\n", "PARQUET"))
          .hasMessageStartingWith("ERROR: Spectrum Scan Error")
          .hasMessageContaining("is not a Parquet file")
          .hasMessageContaining("landing/formats/file");
    }

    @ParameterizedTest
    @CsvSource({
      "MAXERROR 10, MAXERROR",
      "ACCEPTANYDATE, ACCEPTANYDATE",
      "REGION 'us-west-2', REGION",
      "COMPUPDATE OFF, COMPUPDATE",
      "GZIP, GZIP",
      "NOLOAD, NOLOAD",
      "TRUNCATECOLUMNS, TRUNCATECOLUMNS"
    })
    void options_of_text(String option, String name) throws SqlError {
      table("id INT, name VARCHAR(9)");

      assertThatThrownBy(() -> copy(people(), "PARQUET " + option))
          .hasMessage("ERROR: " + name + " argument is not supported for PARQUET based COPY")
          .extracting(e -> ((SqlError) e).state())
          .isEqualTo("0A000");
    }

    @Test
    void manifests_that_tell_no_length_or_a_wrong_one() throws SqlError {
      table("id INT, name VARCHAR(9)");
      byte[] file = people();
      OBJECTS.put(FILE, file);
      String copy = "COPY t FROM 's3://landing/parquet/m' IAM_ROLE default MANIFEST PARQUET";

      manifest("{\"url\": \"" + FILE + "\"}");
      assertThatThrownBy(() -> run(session, copy))
          .hasMessageStartingWith("ERROR: File entry does not have 'meta' key.")
          .hasMessageContaining("code:      15003");
      manifest("{\"url\": \"" + FILE + "\", \"meta\": {\"content_length\": 7}}");
      assertThatThrownBy(() -> run(session, copy))
          .hasMessageContaining(file.length + " bytes, but content_length in the manifest is 7");
    }
  }

  private static void manifest(String entry) {
    OBJECTS.put("s3://landing/parquet/m", "{\"entries\": [" + entry + "]}");
  }
}
