package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.rows;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.session;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {
  private Session session;

  @BeforeEach
  void open() throws SqlError {
    session = session();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "DATEADD(day, 2, '2024-02-28'); 2024-03-01 00:00:00",
        "DATEADD('month', -1, DATE '2024-03-31'); 2024-02-29 00:00:00",
        "DATEDIFF(year, '2023-12-31', '2024-01-01'); 1",
        "DATEDIFF(hour, TIMESTAMP '2024-01-01 00:59', '2024-01-01 01:01'); 1",
        "DATEDIFF(day, DATE '2024-01-01', TIMESTAMP '2024-03-01 10:00'); 60",
        "DATE_PART(year, DATE '2024-01-01'); 2024.0",
        "CONVERT_TIMEZONE('Europe/Berlin', '2024-07-01 10:00'); 2024-07-01 12:00:00",
        "LAST_DAY('2024-02-10'); 2024-02-29",
        "ADD_MONTHS('2024-02-29', 1); 2024-03-31 00:00:00",
        "NVL(NULL, NULL, 3); 3",
        "ISNULL(NULL, 3); 3",
        "NVL2(NULL, 1, 2) + NVL2(1, 1, 2); 3",
        "DECODE(NULL, 1, 'one', NULL, 'none', 'other'); none",
        "DECODE(2, 1, 'one'); ",
        "LEN('äb'); 2",
        "CHARINDEX('b', 'abc'); 2",
        "STRTOL('ff', 16); 255",
        "SHA2('abc', 256); ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "JSON_EXTRACT_PATH_TEXT('{\"a\": {\"b\": 5}}', 'a', 'b'); 5",
        "JSON_SERIALIZE(JSON_PARSE('{\"a\": [1, \"x y\"]}')); {\"a\":[1,\"x y\"]}",
        "IS_VALID_JSON('{\"a\": }'); false",
        "CONVERT(integer, '12') + 1; 13",
        "'a\\'b\\\\c'; a'b\\c",
        "'12'::VARCHAR(MAX); 12",
        "x.datetime FROM (SELECT CAST('2024-01-01' AS DATETIME) AS datetime) x; 2024-01-01 00:00:00",
        "(SELECT TOP 1 x FROM (SELECT 2 AS x UNION ALL SELECT 1) ORDER BY x); 1",
        "(SELECT COUNT(*) FROM (SELECT 1 AS x MINUS SELECT 1)); 0",
        "(SELECT LISTAGG(x, ',') WITHIN GROUP (ORDER BY x DESC) FROM (SELECT 1 AS x UNION SELECT 2)); `2,1`",
        "(SELECT LISTAGG(DISTINCT x) WITHIN GROUP (ORDER BY x) FROM (SELECT 1 AS x UNION ALL SELECT 1)); 1",
        "GETDATE() <= SYSDATE; true",
        "pg_last_copy_id(); -1",
      })
  void computes_as_redshift_does(String expression, String expected) throws SqlError {
    assertThat(String.valueOf(value(session, "SELECT " + expression)))
        .isEqualTo(expected == null ? "null" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING; CONFLICT; 29",
        "INSERT INTO t VALUES (1) RETURNING a; RETURNING; 26",
        "DO 'BEGIN END'; DO; 1",
        "SAVEPOINT x; SAVEPOINT; 1",
        "CREATE SEQUENCE s; SEQUENCE; 8",
        "CREATE TRIGGER s; TRIGGER; 8",
        "CREATE UNIQUE INDEX i ON t (a); UNIQUE; 8",
        "SELECT 1 WHERE 1 IS DISTINCT FROM 2; FROM; 30",
        "SELECT ARRAY[1]; [; 13",
        "SELECT DISTINCT ON (1) 1; (; 20",
        "ALTER TABLE t ADD COLUMN b INT, ADD COLUMN c INT; `,`; 31",
        "CREATE TABLE x (a INT CHECK (a > 0)); CHECK; 23",
        "CREATE TABLE x (a INT) TABLESPACE y; TABLESPACE; 24",
        "LOCK t IN SHARE MODE; IN; 8",
        "MERGE INTO t USING (SELECT 1) s ON TRUE WHEN MATCHED THEN DELETE; (; 20",
        "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED AND s.a > 1 THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (1); AND; 48",
        "SELEC 1; SELEC; 1",
        "CREATE TABLE x (id INT, tag VARCHAR(9)); tag; 25",
        "CREATE TABLE order (id INT); order; 14",
        "INSERT INTO x (id, timestamp) VALUES (1, GETDATE()); timestamp; 20",
        "INSERT INTO user (id) VALUES (1); user; 13",
        "SELECT id, tag FROM x; tag; 12",
        "SELECT timestamp FROM x; timestamp; 8",
        "DELETE FROM table WHERE id = 1; table; 13",
        "LOCK user; user; 6",
      })
  void refuses_what_redshift_lacks(String sql, String near, int position) {
    assertThatThrownBy(() -> run(session, sql))
        .hasMessage("ERROR: syntax error at or near \"" + near + "\"\n  Position: " + position);
  }

  @Test
  void takes_reserved_words_in_quotes_and_where_they_have_a_meaning() throws SqlError {
    run(session, "CREATE TEMP TABLE x (\"tag\" INT, \"Timestamp\" TIMESTAMP, straße INT)");
    run(session, "INSERT INTO x (\"TAG\", \"timestamp\", \"straße\") VALUES (1, GETDATE(), 2)");

    assertThat(
            value(
                session,
                "SELECT x.tag + \"straße\" FROM x WHERE \"timestamp\" > TIMESTAMP '2024-01-01'"
                    + " AND CAST('2024-01-01' AS TIMESTAMP) < '2024-01-02'::TIMESTAMP"))
        .isEqualTo(3L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 AS a QUALIFY a = 1",
        "CREATE EXTERNAL SCHEMA s FROM DATA CATALOG",
        "ALTER TABLE t APPEND FROM s"
      })
  void refuses_loudly_what_it_cannot_do(String sql) {
    assertThatThrownBy(() -> run(session, sql))
        .hasMessageStartingWith("ERROR: the stand-in cannot");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VACUUM",
        "VACUUM FULL public.t TO 99 PERCENT",
        "ANALYZE public.t",
        "SET query_group TO 'loads'",
        "RESET query_group",
        "SET enable_result_cache_for_session TO off;",
        "SET statement_timeout TO 60000",
        "SET timezone TO 'UTC'",
        "-- nothing\n/* at /* all */ */",
        "CREATE TABLE #x (a INT)",
        "CREATE TEMP TABLE y (LIKE pg_catalog.pg_tables INCLUDING DEFAULTS)",
        "CREATE TEMP TABLE z DISTSTYLE EVEN SORTKEY (a) AS SELECT 1 AS a",
        "SELECT 1 AS a INTO TEMP w",
      })
  void takes_what_redshift_takes(String sql) {
    assertThatCode(() -> run(session, sql)).doesNotThrowAnyException();
  }

  @Nested
  class Tables {
    @AfterEach
    void drop() throws SqlError {
      run(session, "DROP TABLE IF EXISTS public.d");
    }

    @Test
    void have_redshifts_types_and_no_enforced_keys() throws SqlError {
      run(
          session,
          """
          CREATE TABLE IF NOT EXISTS public.d (
            "ID" INT8 GENERATED BY DEFAULT AS IDENTITY(-5, 1) PRIMARY KEY,
            t TEXT ENCODE lzo, v VARCHAR, m CHARACTER VARYING(MAX) COLLATE CASE_INSENSITIVE,
            n DECIMAL DEFAULT 1.5 ENCODE az64 NOT NULL, s SUPER, b VARBYTE(16), f FLOAT,
            c CHAR DISTKEY, u INT UNIQUE REFERENCES public.d (id), z TIMESTAMP WITH TIME ZONE SORTKEY,
            UNIQUE (t, v), FOREIGN KEY (u) REFERENCES public.d (id)
          ) BACKUP NO DISTSTYLE KEY INTERLEAVED SORTKEY (t, v)""");
      run(session, "INSERT INTO public.d (t, id) VALUES ('x', 1)");
      run(session, "INSERT INTO public.d (t, id) VALUES ('x', 1)");
      run(session, "INSERT INTO public.d (t) VALUES ('x')");

      Result result = run(session, "SELECT * FROM public.d ORDER BY id");

      assertThat(result.columns())
          .extracting(Result.Column::typeName)
          .containsExactly(
              "int8",
              "varchar",
              "varchar",
              "varchar",
              "numeric",
              "super",
              "varbyte",
              "float8",
              "bpchar",
              "int4",
              "timestamptz");
      assertThat(result.columns())
          .extracting(Result.Column::length)
          .containsExactly(0, 256, 256, 65535, 0, 0, 0, 0, 1, 0, 0);
      assertThat(result.columns().getFirst().tableName()).isEqualTo("d");
      assertThat(result.columns().getFirst().nullable()).isFalse();
      assertThat(result.rows().getFirst().subList(0, 5)).containsExactly(-5L, "x", null, null, "2");
      assertThat(result.rows()).hasSize(3);
    }

    @Test
    void are_seen_by_late_binding_views_also_when_they_come_later() throws SqlError {
      run(
          session,
          "CREATE VIEW public.late AS SELECT a FROM public.d UNION ALL SELECT 1 WITH NO SCHEMA"
              + " BINDING");
      assertThatThrownBy(() -> run(session, "SELECT * FROM public.late"))
          .hasMessageContaining("does not exist");

      run(session, "CREATE TABLE public.d (a INT)");
      assertThat(rows(session, "SELECT * FROM public.late")).hasSize(1);

      run(session, "DROP TABLE public.d");
      run(session, "CREATE TABLE public.d (a VARCHAR(10), b INT)");
      run(session, "INSERT INTO public.d VALUES ('2', 2)");
      run(
          session,
          "CREATE OR REPLACE VIEW public.late AS SELECT b, a FROM public.d WITH NO SCHEMA BINDING");
      assertThat(rows(session, "SELECT * FROM public.late")).containsExactly(List.of(2L, "2"));

      run(session, "ALTER TABLE public.d RENAME COLUMN b TO c");
      assertThatThrownBy(() -> run(session, "SELECT * FROM public.late"))
          .hasMessageContaining("does not exist");
      run(session, "DROP VIEW public.late");
      run(session, "ALTER TABLE public.d RENAME COLUMN c TO b");
      assertThatThrownBy(() -> run(session, "SELECT * FROM public.late"))
          .hasMessageContaining("does not exist");
    }

    @Test
    void are_merged_as_redshift_merges() throws SqlError {
      run(session, "CREATE TABLE public.d (k INT, v INT)");
      run(session, "CREATE TEMP TABLE s (k INT, v INT)");
      run(session, "INSERT INTO public.d VALUES (1, 1)");
      run(session, "INSERT INTO s VALUES (1, 10), (2, 20)");
      String merge =
          "MERGE INTO public.d USING s ON d.k = s.k WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT"
              + " MATCHED THEN INSERT (k, v) VALUES (s.k, s.v)";

      assertThat(run(session, merge).rowCount()).isEqualTo(2);
      assertThat(rows(session, "SELECT * FROM public.d ORDER BY k"))
          .containsExactly(List.of(1L, 10L), List.of(2L, 20L));

      run(session, "INSERT INTO s VALUES (1, 11)");
      assertThatThrownBy(() -> run(session, merge))
          .hasMessageStartingWith("ERROR: Found multiple matches to update the same tuple.");
    }

    @Test
    void are_written_and_filled_by_procedures() throws SqlError {
      run(session, "CREATE TABLE public.d (k INT, v VARCHAR(MAX))");
      run(
          session,
          """
          CREATE OR REPLACE PROCEDURE public.fill(n IN INT) AS $$
          DECLARE
            word VARCHAR(MAX) := NVL(NULL, 'x');
          BEGIN
            INSERT INTO public.d SELECT n, word WHERE DATEADD(day, 1, GETDATE()) > SYSDATE;
            IF n > 1 THEN
              RAISE EXCEPTION 'too many: %', n;
            END IF;
          END;
          $$ LANGUAGE plpgsql""");

      run(session, "CALL public.fill(1)");
      assertThatThrownBy(() -> run(session, "CALL public.fill(2)"))
          .hasMessageStartingWith("ERROR: too many: 2");

      assertThat(rows(session, "SELECT * FROM public.d")).containsExactly(List.of(1L, "x"));
      run(session, "DROP PROCEDURE public.fill(INT)");
    }
  }

  @Nested
  class Transactions {
    @Test
    void are_committed_by_truncate() throws SqlError {
      run(session, "CREATE TABLE public.e (a INT)");
      run(session, "INSERT INTO public.e VALUES (1)");
      session.begin();
      run(session, "TRUNCATE public.e");
      session.rollback();

      assertThat(rows(session, "SELECT * FROM public.e")).isEmpty();
      run(session, "DROP TABLE public.e");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "VACUUM",
          "CREATE DATABASE x",
          "DROP DATABASE x",
          "ALTER DATABASE dev ISOLATION LEVEL SNAPSHOT",
          "ALTER TABLE public.t ALTER COLUMN a TYPE VARCHAR(20)"
        })
    void do_not_hold_what_is_its_own_transaction(String sql) throws SqlError {
      session.begin();

      assertThatThrownBy(() -> run(session, sql))
          .hasMessageEndingWith(" cannot run inside a transaction block");
      assertThatThrownBy(() -> run(session, "SELECT 1")).hasMessageContaining("aborted");
      session.rollback();
      assertThat(value(session, "SELECT 1")).isEqualTo(1L);
    }

    @Test
    void are_left_by_a_refused_commit() throws SqlError {
      session.begin();
      assertThatThrownBy(() -> run(session, "SELECT 1/0")).hasMessage("ERROR: division by zero");
      assertThatThrownBy(() -> session.commit()).hasMessageContaining("aborted");
      assertThat(value(session, "SELECT 1")).isEqualTo(1L);
    }
  }

  @Test
  void parameters_take_the_type_of_their_place() throws SqlError {
    Result result =
        session.execute(
            "SELECT 1 + :n, ':n' || :text, LEN(:text) -- :n\n WHERE :n::INT = :n LIMIT :n",
            Map.of("n", "5", "text", "it's \\ :n"));

    assertThat(result.rows()).containsExactly(List.of(6L, ":nit's \\ :n", 9L));
  }

  @Test
  void positions_are_those_of_the_statement_as_it_was_written() {
    assertThatThrownBy(() -> run(session, "SELECT /* x */ NVL(1,  2),   nowhere"))
        .hasMessage("ERROR: column \"nowhere\" does not exist\n  Position: 30");
    assertThatThrownBy(() -> run(session, "INSERT INTO   nowhere VALUES (1)"))
        .hasMessage("ERROR: relation \"nowhere\" does not exist\n  Position: 15");
    assertThatThrownBy(() -> run(session, "SELECT 1; SELECT 2"))
        .hasMessage("ERROR: cannot insert multiple commands into a prepared statement");
  }

  @Test
  void values_come_typed() throws SqlError {
    Result result =
        run(
            session,
            "SELECT 1::INT2, 1.50::DECIMAL(6,2), 0.5::FLOAT4, TRUE, '2024-01-01 10:00'::TIMESTAMP,"
                + " NULL::DATE, 'x'::CHAR(3), JSON_PARSE('{\"a\": 1}')");

    assertThat(result.rows().getFirst())
        .containsExactly(1L, "1.50", 0.5, true, "2024-01-01 10:00:00", null, "x  ", "{\"a\":1}");
    assertThat(result.columns().get(1)).extracting("precision", "scale").containsExactly(6, 2);
    assertThat(result.queryId()).isPositive();
    assertThat(run(session, "SET query_group TO 'x'").queryId()).isEqualTo(-1);
    assertThat(value(session, "SHOW query_group")).isEqualTo("x");
  }

  @Test
  void users_of_iam_and_their_grants() throws SqlError {
    try (Session other = SharedWarehouse.WAREHOUSE.open("dev", "IAMR:loader")) {
      assertThat(value(other, "SELECT current_user")).isEqualTo("IAMR:loader");
    }
    run(session, "GRANT USAGE ON SCHEMA public TO \"IAMR:loader\"");
    run(session, "CREATE USER reader PASSWORD DISABLE");
    run(session, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
    run(session, "CREATE TABLE public.granted (a INT)");
    run(session, "GRANT INSERT ON public.granted TO reader");
    try (Session reader = SharedWarehouse.WAREHOUSE.open("dev", "reader")) {
      assertThat(run(reader, "INSERT INTO public.granted VALUES (1)").rowCount()).isEqualTo(1);
      assertThatThrownBy(() -> run(reader, "SELECT * FROM public.granted"))
          .hasMessageStartingWith("ERROR: permission denied for");
    }
    run(session, "DROP TABLE public.granted");
    run(session, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM reader");
    run(session, "DROP USER reader");
  }

  @Test
  void system_views_tell_of_the_isolation_level() throws SqlError {
    assertThat(
            rows(
                session,
                "SELECT datname, datconfig FROM pg_database_info WHERE datname IN ('dev',"
                    + " 'serializable') ORDER BY 1"))
        .containsExactly(
            List.of("dev", "concurrency_model=1"), List.of("serializable", "concurrency_model=2"));
    assertThat(rows(session, "SELECT * FROM svv_tables WHERE table_schema = 'pg_redshift'"))
        .isEmpty();
    assertThat(rows(session, "SELECT * FROM pg_table_def WHERE tablename = 'none'")).isEmpty();
    assertThat(rows(session, "SELECT \"table\", tbl_rows FROM svv_table_info LIMIT 1")).isNotNull();
  }
}
