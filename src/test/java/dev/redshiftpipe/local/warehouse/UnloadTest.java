package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.OBJECTS;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.rows;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.session;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnloadTest {
  private static final String PLACE = "s3://lake/out/";

  private Session session;

  @BeforeEach
  void open() throws SqlError {
    session = session();
    clear();
  }

  @AfterEach
  void close() {
    session.close();
    clear();
  }

  private static void clear() {
    for (String key : OBJECTS.keys("lake", "")) {
      OBJECTS.delete("lake", key);
    }
  }

  private Result unload(String query, String options) throws SqlError {
    return run(
        session, "UNLOAD ($$" + query + "$$) TO '" + PLACE + "' IAM_ROLE default " + options);
  }

  private static List<String> keys() {
    return OBJECTS.keys("lake", "");
  }

  private static String text(String key) {
    try (InputStream object = OBJECTS.open("lake", key)) {
      return new String(object.readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonNode json(String key) throws Exception {
    return new JsonMapper().readTree(text(key));
  }

  @Nested
  class ComesBackByCopy {
    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
          "CSV NULL AS '@'; CSV NULL AS '@'",
          "FORMAT AS CSV DELIMITER AS '~' HEADER GZIP NULL '@'; CSV DELIMITER '~' IGNOREHEADER 1 GZIP NULL AS '@'",
          "ESCAPE NULL AS '@'; ESCAPE NULL AS '@'",
          "DELIMITER '\\t' ESCAPE HEADER BZIP2 NULL AS '@'; DELIMITER '\\t' IGNOREHEADER 1 ESCAPE BZIP2 NULL AS '@'",
          "ADDQUOTES ESCAPE ZSTD NULL AS '@'; REMOVEQUOTES ESCAPE ZSTD NULL AS '@'",
          "JSON; JSON 'auto'",
          "FORMAT JSON GZIP PARALLEL OFF; JSON 'auto' GZIP",
          "PARQUET; PARQUET SERIALIZETOJSON",
          "PARQUET MAXFILESIZE 5 MB ROWGROUPSIZE 64; PARQUET SERIALIZETOJSON",
        })
    void the_same(String unloading, String copying) throws SqlError {
      String columns =
          "a SMALLINT, b INT, c BIGINT, d DECIMAL(9,2), e DECIMAL(18,4), f DECIMAL(38,10), g REAL,"
              + " h FLOAT8, i BOOLEAN, j CHAR(4), k VARCHAR(200), l DATE, m TIMESTAMP, n"
              + " TIMESTAMPTZ, o SUPER";
      run(session, "CREATE TEMP TABLE source (" + columns + ")");
      run(session, "CREATE TEMP TABLE target (" + columns + ")");
      run(
          session,
          """
          INSERT INTO source VALUES
          (-7, 100000, 1099511627776, -123.45, 99999999999999.9999, -1234567890123456789012345678.0123456789, 1.5, 0.1,
           TRUE, 'ab', 'a|b,"c" ''d''\\ne\\\\f\\tg~ü#', '2024-02-29', '2024-01-31 10:11:12.25', '2024-01-31 10:11:12+02',
           JSON_PARSE('{"a":[1,"x|y",null],"b":{"c":"d"}}')),
          (0, 0, 0, 0, 0, 0, 0, 0, FALSE, '', '# no comment', '0001-01-01', '1969-12-31 23:59:59.999999', '1970-01-01 00:00:00+00',
           JSON_PARSE('[]')),
          (NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, JSON_PARSE('5'))""");

      Result result = unload("SELECT * FROM source", unloading);
      run(session, "COPY target FROM '" + PLACE + "' IAM_ROLE default " + copying);

      assertThat(result.rowCount()).isEqualTo(3);
      assertThat(result.queryId()).isPositive();
      assertThat(rows(session, "SELECT * FROM target ORDER BY b"))
          .isEqualTo(rows(session, "SELECT * FROM source ORDER BY b"));
      assertThat(value(session, "SELECT pg_last_unload_count()")).isEqualTo(3L);
      assertThat(value(session, "SELECT pg_last_unload_id()")).isEqualTo(result.queryId());
    }

    @Test
    void by_its_manifest() throws SqlError {
      run(session, "CREATE TEMP TABLE target (a INT)");
      unload("SELECT 5 AS a", "PARQUET MANIFEST");

      run(session, "COPY target FROM '" + PLACE + "manifest' IAM_ROLE default PARQUET MANIFEST");

      assertThat(rows(session, "SELECT * FROM target")).containsExactly(List.of(5L));
    }

    @Test
    void in_files_of_at_most_the_size_that_was_asked_for() throws SqlError {
      run(session, "CREATE TEMP TABLE target (a VARCHAR(65535))");

      unload("SELECT REPEAT('x', 60000) FROM pg_catalog.generate_series(1, 200)", "MAXFILESIZE 5");
      run(session, "COPY target FROM '" + PLACE + "' IAM_ROLE default");

      assertThat(keys())
          .containsExactly("out/0000_part_00", "out/0000_part_01", "out/0000_part_02");
      assertThat(value(session, "SELECT COUNT(*) FROM target")).isEqualTo(200L);
    }
  }

  @Nested
  class Writes {
    @Test
    void text_between_bars_where_null_is_nothing() throws SqlError {
      unload("SELECT 1, 'a b', NULL::INT, TRUE, 1.50, DATE '2024-01-31'", "");

      assertThat(keys()).containsExactly("out/0000_part_00");
      assertThat(text("out/0000_part_00")).isEqualTo("1|a b||t|1.50|2024-01-31\n");
    }

    @Test
    void quotes_around_every_field() throws SqlError {
      unload("SELECT 1 AS a, 'Hello, World' AS b, NULL AS c", "DELIMITER ',' ADDQUOTES HEADER");

      assertThat(text("out/0000_part_00"))
          .isEqualTo("\"a\",\"b\",\"c\"\n\"1\",\"Hello, World\",\n");
    }

    @Test
    void csv_with_quotes_where_they_are_needed() throws SqlError {
      unload("SELECT 1 AS a, 'x,\"y\"' AS \"b,c\", NULL::INT AS d", "CSV HEADER PARALLEL OFF");

      assertThat(keys()).containsExactly("out/000");
      assertThat(text("out/000")).isEqualTo("a,\"b,c\",d\n1,\"x,\"\"y\"\"\",\n");
    }

    @Test
    void objects_of_json_with_booleans_of_a_letter() throws SqlError {
      unload(
          "SELECT 1 AS a, TRUE AS b, NULL::INT AS c, 1.50 AS d, JSON_PARSE('{\"x\":[1.0]}') AS e",
          "JSON");

      assertThat(text("out/0000_part_00"))
          .isEqualTo("{\"a\":1,\"b\":\"t\",\"c\":null,\"d\":1.50,\"e\":{\"x\":[1.0]}}\n");
    }

    @ParameterizedTest
    @CsvSource({
      "PARQUET, 0000_part_00.parquet",
      "PARQUET PARALLEL FALSE, 000.parquet",
      "CSV GZIP, 0000_part_00.gz",
      "BZIP2 PARALLEL ON, 0000_part_00.bz2",
      "JSON ZSTD, 0000_part_00.zst",
      "CSV EXTENSION 'csv', 0000_part_00.csv",
      "CSV GZIP EXTENSION 'csv.gz', 0000_part_00.csv.gz"
    })
    void names_of_slice_part_and_extension(String options, String name) throws SqlError {
      unload("SELECT 1 AS a", options);

      assertThat(keys()).containsExactly("out/" + name);
    }

    @Test
    void a_folder_for_every_value_of_the_partition_columns() throws SqlError {
      Result result =
          run(
              session,
              "UNLOAD ('SELECT 1 AS a, ''x y'' AS p, DATE ''2024-01-31'' AS q UNION ALL SELECT 2,"
                  + " NULL, DATE ''2024-01-31'' UNION ALL SELECT 3, ''x/y'', NULL UNION ALL SELECT"
                  + " 4, ''x y'', DATE ''2024-01-31''') TO 's3://lake/out' IAM_ROLE default"
                  + " PARTITION BY (q, p) MANIFEST");

      assertThat(keys())
          .containsExactly(
              "out/manifest",
              "out/q=2024-01-31/p=__HIVE_DEFAULT_PARTITION__/0000_part_00",
              "out/q=2024-01-31/p=x y/0000_part_00",
              "out/q=__HIVE_DEFAULT_PARTITION__/p=x%2Fy/0000_part_00");
      assertThat(text("out/q=2024-01-31/p=x y/0000_part_00")).isEqualTo("1\n4\n");
      assertThat(result.rowCount()).isEqualTo(4);
    }

    @Test
    void partition_columns_into_the_files_when_they_are_included() throws SqlError {
      unload("SELECT TRUE AS p, 1 AS a", "CSV HEADER PARTITION BY (p) INCLUDE");

      assertThat(text("out/p=true/0000_part_00")).isEqualTo("p,a\nt,1\n");
    }

    @Test
    void a_manifest_that_tells_of_columns_and_rows() throws Exception {
      unload(
          "SELECT 1 AS a, 'x'::VARCHAR(25) AS b, 1.5::DECIMAL(6,2) AS c",
          "HEADER MANIFEST VERBOSE");

      JsonNode manifest = json("out/manifest");

      assertThat(manifest.at("/entries/0"))
          .isEqualTo(
              new JsonMapper()
                  .readTree(
                      """
                      {"url": "s3://lake/out/0000_part_00",
                       "meta": {"content_length": 15, "record_count": 2}}"""));
      assertThat(manifest.path("schema").path("elements").toString())
          .isEqualTo(
              "[{\"name\":\"a\",\"type\":{\"base\":\"integer\"}},{\"name\":\"b\",\"type\":{\"base\":"
                  + "\"character varying\",\"max_length\":25}},{\"name\":\"c\",\"type\":{\"base\":"
                  + "\"numeric\",\"precision\":6,\"scale\":2}}]");
      assertThat(manifest.path("meta").path("record_count").asInt()).isEqualTo(2);
      assertThat(manifest.at("/author/name").asText()).isEqualTo("Amazon Redshift");
    }

    @Test
    void an_empty_object_or_none_where_there_is_no_row() throws SqlError {
      unload("SELECT 1 AS a WHERE FALSE", "PARQUET MANIFEST");
      unload("SELECT 1 AS a WHERE FALSE", "JSON");
      assertThat(keys()).isEmpty();

      assertThat(unload("SELECT 1 AS a WHERE FALSE", "CSV HEADER").rowCount()).isZero();
      assertThat(text("out/0000_part_00")).isEqualTo("a\n");
    }
  }

  @Nested
  class WhatIsThere {
    @Test
    void fails_it_unless_it_may_be_overwritten() throws SqlError {
      OBJECTS.put("s3://lake/out/0000_part_00", "old");
      OBJECTS.put("s3://lake/out/other", "old");

      assertThatThrownBy(() -> unload("SELECT 1", ""))
          .hasMessage(
              "ERROR: Specified unload destination on S3 is not empty. Consider using a different"
                  + " bucket / prefix, manually removing the target files in S3, or using the"
                  + " ALLOWOVERWRITE option.");
      unload("SELECT 1", "ALLOWOVERWRITE");

      assertThat(text("out/0000_part_00")).isEqualTo("1\n");
      assertThat(text("out/other")).isEqualTo("old");
    }

    @Test
    void goes_with_cleanpath_once_the_query_is_through() throws SqlError {
      OBJECTS.put("s3://lake/out/other", "old");

      assertThatThrownBy(() -> unload("SELECT 1/0", "CLEANPATH"))
          .hasMessageContaining("division by zero");
      assertThat(keys()).containsExactly("out/other");

      unload("SELECT 1", "CLEANPATH");
      assertThat(keys()).containsExactly("out/0000_part_00");
    }

    @Test
    void goes_with_cleanpath_in_the_partitions_that_are_written() throws SqlError {
      OBJECTS.put("s3://lake/out/p=1/old", "old");
      OBJECTS.put("s3://lake/out/p=2/old", "old");

      unload("SELECT 1 AS p, 2 AS a", "PARTITION BY (p) CLEANPATH");

      assertThat(keys()).containsExactly("out/p=1/0000_part_00", "out/p=2/old");
    }
  }

  @Nested
  class Transactions {
    @Test
    void are_seen_but_do_not_take_files_back() throws SqlError {
      session.begin();
      run(session, "CREATE TABLE public.unloaded (a INT)");
      run(session, "INSERT INTO public.unloaded VALUES (7)");

      unload("SELECT * FROM unloaded", "");
      session.rollback();

      assertThat(text("out/0000_part_00")).isEqualTo("7\n");
      assertThatThrownBy(() -> unload("SELECT * FROM unloaded", "CLEANPATH"))
          .hasMessageContaining("relation \"unloaded\" does not exist")
          .hasMessageContaining("Position: 15");
    }

    @Test
    void are_failed_by_a_refused_one() throws SqlError {
      session.begin();
      assertThatThrownBy(() -> unload("SELECT 1 LIMIT 1", "")).isInstanceOf(SqlError.class);

      assertThatThrownBy(() -> run(session, "SELECT 1")).hasMessageContaining("aborted");
      session.rollback();
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "PARQUET HEADER",
          "PARQUET DELIMITER ','",
          "PARQUET GZIP",
          "PARQUET NULL AS 'x'",
          "PARQUET ENCRYPTED",
          "CSV ADDQUOTES",
          "CSV ESCAPE",
          "JSON HEADER",
          "JSON NULL AS 'x'",
          "CSV ROWGROUPSIZE 32 MB"
        })
    void options_that_the_format_does_not_have(String options) {
      assertThatThrownBy(() -> unload("SELECT 1 AS a", options))
          .hasMessageStartingWith("ERROR: ")
          .hasMessageContaining(" supported ");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
          "ALLOWOVERWRITE CLEANPATH; ALLOWOVERWRITE and CLEANPATH cannot both be specified",
          "GZIP ZSTD; conflicting or redundant options",
          "CSV JSON; conflicting or redundant options",
          "KMS_KEY_ID 'k'; KMS_KEY_ID requires the ENCRYPTED option",
          "ENCRYPTED AUTO KMS_KEY_ID 'k'; AUTO and KMS_KEY_ID cannot both be specified",
          "MAXFILESIZE 4 MB; MAXFILESIZE must be between 5 MB and 6.2 GB, was 4 MB",
          "MAXFILESIZE 6.3 GB; MAXFILESIZE must be between 5 MB and 6.2 GB, was 6.3 GB",
          "DELIMITER '||'; DELIMITER must be a single ASCII character: ||",
          "PARTITION BY (p); partition column \"p\" is not in the query results",
          "PARTITION BY (a); UNLOAD with PARTITION BY requires at least one non-partition column",
          "FIXEDWIDTH '0:3'; the stand-in cannot execute UNLOAD option FIXEDWIDTH yet",
        })
    void what_does_not_go_together(String options, String message) {
      assertThatThrownBy(() -> unload("SELECT 1 AS a", options)).hasMessage("ERROR: " + message);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
          "SELECT 1 AS a LIMIT 1; CSV; Limit clause is not supported in the outermost select",
          "SELECT TOP 1 1 AS a; CSV; Limit clause is not supported in the outermost select",
          "DELETE FROM t; CSV; syntax error at or near \"DELETE\"",
          "SELECT '\\141'::VARBYTE AS a; JSON; VARBYTE is not supported for UNLOAD to JSON",
          "SELECT 1 AS a, 2 AS a; JSON; duplicate column name \"a\"",
          "SELECT SUM(1.5) AS a; PARQUET; the stand-in cannot execute UNLOAD to PARQUET of \"a\" without",
          "SELECT 1.5::FLOAT8 AS p, 1 AS a; PARTITION BY (p); partition column \"p\" has unsupported",
        })
    void queries_that_redshift_does_not_unload(String query, String options, String message) {
      assertThatThrownBy(() -> unload(query, options)).hasMessageStartingWith("ERROR: " + message);
    }

    @Test
    void a_statement_without_a_role() {
      assertThatThrownBy(() -> run(session, "UNLOAD ('SELECT 1') TO 's3://lake/x' CSV"))
          .hasMessageContaining("CREDENTIALS or IAM_ROLE is missing from the UNLOAD command");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENCRYPTED REGION 'eu-central-1'",
        "ENCRYPTED AUTO",
        "ENCRYPTED KMS_KEY_ID 'key'",
        "PARQUET ENCRYPTED KMS_KEY_ID 'key'",
        "DELIMITER AS '\\001' MAXFILESIZE AS 1.5 GB"
      })
  void takes_what_the_stand_in_has_no_use_for(String options) {
    assertThatCode(() -> unload("SELECT a FROM (SELECT 1 AS a LIMIT 1)", options))
        .doesNotThrowAnyException();
  }
}
