package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.OBJECTS;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.rows;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.session;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyTest {
  private static final String FILE = "s3://landing/copy/file";

  private Session session;

  @BeforeEach
  void open() throws SqlError {
    session = session();
  }

  @AfterEach
  void close() {
    session.close();
  }

  private void table(String columns) throws SqlError {
    run(session, "CREATE TEMP TABLE t (" + columns + ")");
  }

  private Result copy(String text, String options) throws SqlError {
    OBJECTS.put(FILE, text);
    return run(session, "COPY t FROM '" + FILE + "' IAM_ROLE default " + options);
  }

  private List<List<@Nullable Object>> loaded() throws SqlError {
    return rows(session, "SELECT * FROM t");
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  @Nested
  class Reads {
    @Test
    void quoted_fields_with_delimiters_quotes_and_line_ends() throws SqlError {
      table("a VARCHAR(50), b INT");

      copy("\"x, \"\"y\"\"\nz\",1\r\n plain, 2\n  \"spaced\"  ,3", "CSV");

      assertThat(loaded())
          .containsExactly(row("x, \"y\"\nz", 1L), row(" plain", 2L), row("spaced", 3L));
    }

    @Test
    void another_quote_and_another_delimiter() throws SqlError {
      table("a VARCHAR(50), b INT");

      copy("'x;''y';1\n", "FORMAT AS CSV QUOTE AS '\\'' DELIMITER ';'");

      assertThat(loaded()).containsExactly(row("x;'y", 1L));
    }

    @Test
    void text_between_bars_where_one_may_end_the_line() throws SqlError {
      table("a VARCHAR(50), b INT, c DATE");

      copy("it's \"x\"|1|2024-02-29|\n\\N|\\N|\\N\n||\n", "");

      assertThat(loaded())
          .containsExactly(
              row("it's \"x\"", 1L, "2024-02-29"), row(null, null, null), row("", null, null));
    }

    @Test
    void json_objects_one_after_the_other() throws SqlError {
      table("id INT, name VARCHAR(50), price DECIMAL(6,2), tags SUPER, is_new BOOLEAN");

      copy(
          "{\"id\": 1, \"name\": \"a}\\\"{\", \"other\": [1], \"tags\": {\"b\": [1, \"x\"]}}"
              + "{\"id\": \"2\", \"Name\": \"ignored\", \"price\": 1.239, \"is_new\": true}\n"
              + "{\"id\": 3, \"name\": {\"first\": \"x\"}}\n {\"id\": null}",
          "FORMAT JSON 'auto'");

      assertThat(loaded())
          .containsExactly(
              row(1L, "a}\"{", null, "{\"b\":[1,\"x\"]}", null),
              row(2L, null, "1.23", null, true),
              row(3L, "{\"first\":\"x\"}", null, null, null),
              row(null, null, null, null, null));
    }

    @Test
    void every_file_of_a_prefix_and_skips_the_header_of_each() throws SqlError {
      table("a INT");
      OBJECTS.put("s3://landing/many/1.csv", "a\n1\n");
      OBJECTS.put("s3://landing/many/2.csv", "a\n2\n");

      run(session, "COPY t FROM 's3://landing/many/' IAM_ROLE 'arn:x' CSV IGNOREHEADER 1");

      assertThat(loaded()).containsExactly(row(1L), row(2L));
    }

    @Test
    void a_file_twice_that_a_manifest_names_twice() throws SqlError {
      table("a INT");
      OBJECTS.put(FILE, "1\n");
      String entry = "{\"url\": \"" + FILE + "\"}";
      OBJECTS.put("s3://landing/m", "{\"entries\": [" + entry + "," + entry + "]}");

      run(session, "COPY t FROM 's3://landing/m' IAM_ROLE default MANIFEST CSV");

      assertThat(loaded()).hasSize(2);
    }

    @Test
    void keys_with_spaces_quotes_and_percent_signs() throws SqlError {
      table("a INT");
      OBJECTS.put("s3://landing/it's \"a b+c\" 100%25 \\ ü.csv", "1\n");

      run(
          session,
          "COPY t FROM 's3://landing/it''s \"a b+c\" 100%25 \\\\ ü.csv' IAM_ROLE default CSV");

      assertThat(loaded()).hasSize(1);
    }

    @Test
    void only_the_named_columns_and_gives_the_others_their_defaults() throws SqlError {
      table("id INT IDENTITY(10, 5), a INT, b VARCHAR(5) DEFAULT 'usual', c INT");
      OBJECTS.put(FILE, "1,2\n");

      run(session, "COPY t (c, a) FROM '" + FILE + "' IAM_ROLE default CSV");

      assertThat(loaded()).containsExactly(row(10L, 2L, "usual", 1L));
    }

    @Test
    void no_field_for_an_identity_that_is_not_named() throws SqlError {
      table("a INT, id INT IDENTITY(10, 5), b VARCHAR(5)");
      OBJECTS.put(FILE, "1,x\n2,y\n");

      run(session, "COPY t FROM '" + FILE + "' IAM_ROLE default CSV");

      assertThat(loaded()).containsExactly(row(1L, 10L, "x"), row(2L, 15L, "y"));
    }

    @Test
    void a_field_for_an_identity_by_default_and_generates_what_it_does_not_give() throws SqlError {
      table("id INT GENERATED BY DEFAULT AS IDENTITY(10, 5), b VARCHAR(5)");
      OBJECTS.put(FILE, "1,x\n,y\n");

      run(session, "COPY t FROM '" + FILE + "' IAM_ROLE default CSV");

      assertThat(loaded()).containsExactlyInAnyOrder(row(1L, "x"), row(10L, "y"));
    }

    @Test
    void columns_with_names_in_quotes_and_none_that_are_bare_reserved_words() throws SqlError {
      table("\"order\" INT, \"first name\" VARCHAR(5), \"Timestamp\" INT");
      OBJECTS.put(FILE, "1,x,2\n");

      run(
          session,
          "COPY t (\"ORDER\", \"first name\", \"timestamp\") FROM '"
              + FILE
              + "' IAM_ROLE default CSV");

      assertThat(loaded()).containsExactly(row(1L, "x", 2L));
      for (String list : List.of("order", "a, timestamp", "tag", "first name", "user", "a,", "")) {
        assertThatThrownBy(
                () ->
                    run(session, "COPY t (" + list + ") FROM '" + FILE + "' IAM_ROLE default CSV"))
            .as(list)
            .hasMessageContaining("syntax error");
      }
    }
  }

  @Nested
  class Converts {
    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        value = {
          "INT, x1, 1207, `Invalid digit, Value 'x', Pos 0, Type: Integer`",
          "INT, 1.5, 1207, `Invalid digit, Value '.', Pos 1, Type: Integer`",
          "SMALLINT, 40000, 1204, `Overflow, Value '40000', Pos 0, Type: Short`",
          "VARCHAR(3), äö, 1204, String length exceeds DDL length",
          "CHAR(3), abcd, 1204, Char length exceeds DDL length",
          "CHAR(3), ä, 1220, Multibyte character not supported for CHAR",
          "DATE, 2024-02-30, 1205, Invalid date format or value [YYYY-MM-DD]",
          "DATE, 1/1/2024, 1205, Invalid Date Format - length must be 10 or more",
          "TIMESTAMP, 2024-01-01T00:00:00Z, 1206, Invalid timestamp format or value",
          "BOOLEAN, maybe, 1210, Invalid boolean",
          "FLOAT, 1x, 1208, Invalid float",
          "`DECIMAL(4,2)`, 123.4, 1204, Numeric data overflow",
          "INT NOT NULL, ` `, 1213, Missing data for not-null field"
        })
    void or_says_what_is_wrong_with_a_field(String type, String text, int code, String reason)
        throws SqlError {
      table("a INT, b " + type);

      assertThatThrownBy(() -> copy("1|" + text + "\n", ""))
          .hasMessage(
              "ERROR: Load into table 't' failed.  Check 'sys_load_error_detail' system table for"
                  + " details.");

      List<@Nullable Object> error =
          rows(
                  session,
                  "SELECT error_code, TRIM(error_message), TRIM(column_name), line_number, position"
                      + " FROM sys_load_error_detail ORDER BY query_id DESC LIMIT 1")
              .getFirst();
      assertThat(error.get(0)).isEqualTo((long) code);
      assertThat(String.valueOf(error.get(1))).startsWith(reason);
      assertThat(error.subList(2, 5)).containsExactly("b", 1L, 2L);
    }

    @Test
    void decimals_by_cutting_them_off() throws SqlError {
      table("a DECIMAL(6,2), b DECIMAL(6,2)");

      copy("1.239|-1.239\n", "");

      assertThat(loaded()).containsExactly(row("1.23", "-1.23"));
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        value = {
          "``, 2024-01-31 10:11:12.5, 2024-01-31 10:11:12.5",
          "TIMEFORMAT 'auto', 2024-01-31T10:11:12.345+02:00, 2024-01-31 08:11:12.345",
          "TIMEFORMAT 'auto', 2024-01-31T10:11:12Z, 2024-01-31 10:11:12",
          "TIMEFORMAT 'auto', 20240131 101112, 2024-01-31 10:11:12",
          "TIMEFORMAT AS 'MM.DD.YYYY HH24:MI:SS', 01.31.2024 10:11:12, 2024-01-31 10:11:12",
          "TIMEFORMAT 'YYYY-MM-DDTHH24:MI:SS', 2024-01-31T10:11:12, 2024-01-31 10:11:12",
          "TIMEFORMAT 'epochsecs', 1706695872.25, 2024-01-31 10:11:12.25",
          "TIMEFORMAT 'epochmillisecs', 1706695872250, 2024-01-31 10:11:12.25"
        })
    void timestamps_by_their_format(String option, String text, String expected) throws SqlError {
      table("a TIMESTAMP, b TIMESTAMPTZ");

      copy(text + "|" + text, option);

      assertThat(loaded()).containsExactly(row(expected, expected + "+00"));
    }

    @Test
    void dates_by_their_format() throws SqlError {
      table("a DATE");

      copy("31-Jan-2024\n", "DATEFORMAT 'DD-MON-YYYY'");
      copy("01/31/2024\n20240131\n", "DATEFORMAT 'auto'");

      assertThat(loaded()).containsOnly(row("2024-01-31")).hasSize(3);
    }

    @Test
    void empty_and_blank_fields_as_told() throws SqlError {
      table("a VARCHAR(5), b VARCHAR(5), c INT");

      copy(",  ,  \n", "CSV");
      copy(",  ,\n", "CSV EMPTYASNULL BLANKSASNULL");
      copy("none,x,none\n", "CSV NULL AS 'none'");

      assertThat(loaded())
          .containsExactly(row("", "  ", null), row(null, null, null), row(null, "x", null));
    }
  }

  @Nested
  class Tolerates {
    @Test
    void fewer_errors_than_maxerror_and_records_them() throws SqlError {
      table("a INT, b INT");

      Result result = copy("1,1\nx,2\n3,3,3\n4\n5,5\n", "CSV MAXERROR 4");

      assertThat(result.rowCount()).isEqualTo(2);
      assertThat(loaded()).containsExactly(row(1L, 1L), row(5L, 5L));
      assertThat(
              rows(
                  session,
                  "SELECT line_number, err_code, TRIM(err_reason), TRIM(raw_line) FROM"
                      + " stl_load_errors WHERE query = pg_last_copy_id() ORDER BY 1"))
          .containsExactly(
              row(2L, 1207L, "Invalid digit, Value 'x', Pos 0, Type: Integer", "x,2"),
              row(3L, 1202L, "Extra column(s) found", "3,3,3"),
              row(4L, 1214L, "Delimiter not found", "4"));
    }

    @Test
    void not_as_many_as_maxerror() throws SqlError {
      table("a INT");

      assertThatThrownBy(() -> copy("x\ny\n", "CSV MAXERROR 2"))
          .hasMessageContaining("Load into table 't' failed");
    }

    @Test
    void nothing_after_a_bad_quote_but_goes_on_with_the_next_row() throws SqlError {
      table("a VARCHAR(9), b INT");

      copy("\"x\"y,1\nok,2\n", "CSV MAXERROR 10");

      assertThat(loaded()).containsExactly(row("ok", 2L));
    }

    @Test
    void invalid_utf8_only_with_acceptinvchars() throws SqlError {
      table("a VARCHAR(9)");
      OBJECTS.put(FILE, "a\u00ffb".getBytes(StandardCharsets.ISO_8859_1));
      String copy = "COPY t FROM '" + FILE + "' IAM_ROLE default CSV ";

      run(session, copy + "ACCEPTINVCHARS AS '^'");

      assertThat(loaded()).containsExactly(row("a^b"));
      assertThatThrownBy(() -> run(session, copy)).hasMessageContaining("Load into table");
    }

    @Test
    void no_bad_row_when_it_only_validates_and_loads_nothing() throws SqlError {
      table("a INT");

      Result result = copy("1\nx\n", "CSV NOLOAD MAXERROR 100");

      assertThat(result.rowCount()).isZero();
      assertThat(loaded()).isEmpty();
      assertThat(
              value(
                  session,
                  "SELECT COUNT(*) FROM sys_load_error_detail WHERE query_id = pg_last_copy_id()"))
          .isEqualTo(1L);
    }
  }

  @Nested
  class Refuses {
    @Test
    void a_table_that_is_not_there() {
      assertThatThrownBy(() -> copy("1", "CSV"))
          .hasMessage("ERROR: Cannot COPY into nonexistent table t");
    }

    @Test
    void to_read_without_authorization() throws SqlError {
      table("a INT");

      assertThatThrownBy(() -> run(session, "COPY t FROM 's3://landing/x' CSV"))
          .hasMessageContaining("CREDENTIALS");
    }

    @Test
    void options_it_does_not_have_by_their_names() throws SqlError {
      table("a INT");

      assertThatThrownBy(() -> copy("1", "LZOP"))
          .hasMessage("ERROR: the stand-in does not execute COPY option LZOP yet");
      assertThatThrownBy(() -> copy("1", "FORMAT AS ORC"))
          .hasMessage("ERROR: the stand-in does not execute COPY option ORC yet");
      assertThatThrownBy(() -> copy("1", "NONSENSE"))
          .hasMessageStartingWith("ERROR: syntax error at or near \"NONSENSE\"\n  Position: ");
    }

    @Test
    void a_prefix_without_objects_and_a_manifest_without_its_mandatory_file() throws SqlError {
      table("a INT");
      OBJECTS.put(
          "s3://landing/m",
          "{\"entries\": [{\"url\": \"s3://landing/gone\", \"mandatory\": true}]}");

      assertThatThrownBy(() -> run(session, "COPY t FROM 's3://landing/no/' IAM_ROLE default CSV"))
          .hasMessageStartingWith("ERROR: The specified S3 prefix 'no/' does not exist");
      assertThatThrownBy(
              () -> run(session, "COPY t FROM 's3://landing/m' IAM_ROLE default CSV MANIFEST"))
          .hasMessage(
              "ERROR: S3ServiceException:The specified key does not exist.,Status 404,Error"
                  + " NoSuchKey\n  Detail: key s3://landing/gone");
      assertThatThrownBy(
              () -> run(session, "COPY t FROM 's3://landing/no' IAM_ROLE default CSV MANIFEST"))
          .hasMessageContaining("The specified key does not exist.,Status 404,Error NoSuchKey");
    }
  }

  @Test
  void keeps_the_errors_of_a_transaction_that_is_rolled_back() throws SqlError {
    run(session, "CREATE TABLE public.kept (a INT)");
    OBJECTS.put(FILE, "1\nx\n");
    session.begin();

    assertThatThrownBy(
            () -> run(session, "COPY public.kept FROM '" + FILE + "' IAM_ROLE default CSV"))
        .hasMessageContaining("Load into table 'kept' failed");
    session.rollback();

    assertThat(
            rows(
                session,
                "SELECT TRIM(status), file_name = '"
                    + FILE
                    + "', LEN(file_name), error_count, d.session_id FROM sys_load_history JOIN"
                    + " sys_load_error_detail d USING (query_id) ORDER BY query_id DESC LIMIT 1"))
        .containsExactly(row("aborted", true, (long) FILE.length(), 1L, (long) session.pid()));
    assertThat(value(session, "SELECT COUNT(*) FROM public.kept")).isEqualTo(0L);
    run(session, "DROP TABLE public.kept");
  }

  @Test
  void reads_over_a_line_longer_than_any_memory() throws SqlError {
    table("a VARCHAR(MAX)");
    OBJECTS.putStream(FILE, () -> new RepeatedText("x", 300_000_000, "\nshort\n"));

    run(session, "COPY t FROM '" + FILE + "' IAM_ROLE default CSV MAXERROR 2");

    assertThat(loaded()).containsExactly(row("short"));
    assertThat(
            value(session, "SELECT err_code FROM stl_load_errors WHERE query = pg_last_copy_id()"))
        .isEqualTo(1216L);
  }
}
