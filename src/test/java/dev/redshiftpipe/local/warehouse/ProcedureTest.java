package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.rows;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.session;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcedureTest {
  private Session session;

  @BeforeEach
  void open() throws SqlError {
    session = session();
    run(session, "CREATE SCHEMA stored");
    run(session, "SET search_path TO stored");
    run(session, "CREATE TABLE t (a INT, b VARCHAR(100))");
  }

  @AfterEach
  void close() throws SqlError {
    run(session, "DROP SCHEMA stored CASCADE");
    session.close();
  }

  private void procedure(String signature, String body) throws SqlError {
    run(
        session,
        "CREATE OR REPLACE PROCEDURE " + signature + " AS $$\n" + body + "\n$$ LANGUAGE plpgsql");
  }

  @Nested
  class Gives {
    @Test
    void its_out_parameters_as_a_row_though_the_call_does_not_name_them() throws SqlError {
      procedure(
          "test_sp2(f1 IN int, f2 INOUT varchar(256), out_var OUT varchar(256))",
          """
          DECLARE
            loop_var int;
          BEGIN
            IF f1 IS NULL OR f2 IS NULL THEN
              RAISE EXCEPTION 'input cannot be null';
            END IF;
            DROP TABLE IF EXISTS my_etl;
            CREATE TEMP TABLE my_etl(a int, b varchar) DISTSTYLE EVEN SORTKEY (a);
            FOR loop_var IN 1..f1 LOOP
              INSERT INTO my_etl VALUES (loop_var, f2);
              f2 := f2 || '+' || f2;
            END LOOP;
            SELECT INTO out_var count(*) FROM my_etl;
          END;""");

      Result result = run(session, "CALL test_sp2(2,'2019')");

      assertThat(result.columns()).extracting(Result.Column::name).containsExactly("f2", "out_var");
      assertThat(result.rows()).containsExactly(List.of("2019+2019+2019+2019", "2"));
      run(session, "DROP PROCEDURE test_sp2(int, varchar)");
    }

    @Test
    void out_parameters_that_stand_first() throws SqlError {
      procedure("p(o OUT int, i IN int)", "BEGIN o := NVL(NULL, i, 0) * 2; END;");

      assertThat(rows(session, "CALL stored.p(21)")).containsExactly(List.of(42L));
    }

    @Test
    void inout_arguments_to_the_procedure_that_called_it() throws SqlError {
      procedure(
          "inner_proc(INOUT a int, b int, INOUT c int)", "BEGIN a := b * a; c := b * c; END;");
      procedure(
          "outer_proc(multiplier int)",
          """
          DECLARE
            x int := 3;
            y int := 4;
          BEGIN
            CALL inner_proc(x, multiplier, y);
            INSERT INTO t VALUES (x, y::varchar);
          END;""");

      run(session, "CALL outer_proc(5)");

      assertThat(rows(session, "SELECT * FROM t")).containsExactly(List.of(15L, "20"));
    }

    @Test
    void counts_and_whether_a_row_was_found() throws SqlError {
      procedure(
          "p(updated OUT int, seen OUT boolean, missed OUT boolean)",
          """
          DECLARE
            start TIMESTAMP := GETDATE();
            who VARCHAR(MAX);
          BEGIN
            INSERT INTO t SELECT a, 'x' FROM (SELECT 1 AS a UNION ALL SELECT 2 UNION ALL SELECT 3);
            UPDATE t SET b = 'y' WHERE a > 1 AND DATEDIFF(day, start, SYSDATE) = 0;
            GET DIAGNOSTICS updated := ROW_COUNT;
            SELECT TOP 1 b INTO who FROM t ORDER BY a DESC;
            seen := FOUND AND who = 'y';
            SELECT b INTO who FROM t WHERE a = 9;
            missed := NOT FOUND;
          END;""");

      assertThat(rows(session, "CALL p()")).containsExactly(List.of(2L, true, true));
    }
  }

  @Nested
  class Runs {
    @Test
    void redshifts_sql_in_loops_and_branches() throws SqlError {
      procedure(
          "p(n int)",
          """
          -- makes a table as only Redshift writes it
          DECLARE
            r RECORD;
            total DECIMAL(10,2) = 0;
          BEGIN
            CREATE TABLE #work (id INT IDENTITY(1,1) ENCODE az64, v INT, PRIMARY KEY (v))
              DISTKEY (v) COMPOUND SORTKEY (v);
            INSERT INTO #work (v) VALUES (1), (1), (n);
            <<rows>>
            FOR r IN SELECT TOP 2 id, CASE WHEN v > 1 THEN 'many' ELSE 'one' END AS word FROM #work ORDER BY id LOOP
              CONTINUE rows WHEN r.id > 5;
              INSERT INTO t VALUES (r.id, r.word);
            END LOOP;
            WHILE total < 2 LOOP
              total := total + 1;
            END LOOP;
            IF n = 1 THEN
              DELETE t;
            ELSIF n = 2 THEN
              CASE n WHEN 1, 2 THEN UPDATE t SET b = DECODE(a, 1, 'first', 'next'); ELSE NULL; END CASE;
            ELSE
              TRUNCATE t;
            END IF;
            DELETE FROM t USING #work w WHERE t.a = w.id AND w.id = 2;
            DROP TABLE #work;
            RAISE INFO 'total: %', total;
          END;""");

      run(session, "CALL p(2)");

      assertThat(rows(session, "SELECT * FROM t")).containsExactly(List.of(1L, "first"));
    }

    @Test
    void dynamic_sql() throws SqlError {
      procedure(
          "p(name varchar, n OUT int)",
          """
          BEGIN
            EXECUTE 'CREATE TABLE made (a INT PRIMARY KEY DISTKEY) SORTKEY AUTO';
            EXECUTE 'INSERT INTO made VALUES (1), (1)';
            EXECUTE 'UPDATE ' || quote_ident(name) || ' SET a = a + 1';
            GET DIAGNOSTICS n := ROW_COUNT;
            EXECUTE 'SELECT SUM(a) + ' || n::varchar || ' FROM ' || quote_ident(name) INTO n;
          END""");

      assertThat(rows(session, "CALL p('made')")).containsExactly(List.of(6L));
    }

    @Test
    void as_its_owner_with_security_definer() throws SqlError {
      run(session, "CREATE USER caller PASSWORD DISABLE");
      run(session, "GRANT USAGE ON SCHEMA stored TO caller");
      run(
          session,
          "CREATE PROCEDURE sp() LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN INSERT INTO stored.t"
              + " VALUES (1); END $$");
      try (Session other = SharedWarehouse.WAREHOUSE.open("dev", "caller")) {
        run(other, "CALL stored.sp()");
        assertThatThrownBy(() -> run(other, "INSERT INTO stored.t VALUES (1)"))
            .hasMessageContaining("permission denied");
      }

      assertThat(value(session, "SELECT COUNT(*) FROM t")).isEqualTo(1L);
      run(session, "REVOKE USAGE ON SCHEMA stored FROM caller");
      run(session, "DROP USER caller");
    }

    @Test
    void and_throws_again_what_it_caught() throws SqlError {
      procedure(
          "p()",
          """
          BEGIN
            INSERT INTO t VALUES (1);
            EXECUTE 'select invalid';
          EXCEPTION WHEN OTHERS THEN
            RAISE INFO 'An exception occurred: %', SQLERRM;
          END;""");

      assertThatThrownBy(() -> run(session, "CALL p()"))
          .hasMessageStartingWith("ERROR: column \"invalid\" does not exist");

      assertThat(rows(session, "SELECT * FROM t")).isEmpty();
    }

    @Test
    void in_the_transaction_that_calls_it() throws SqlError {
      procedure("p(a int)", "BEGIN INSERT INTO t VALUES (a, 'p'); END");
      session.begin();
      run(session, "INSERT INTO t VALUES (1)");
      run(session, "CALL p(2)");

      assertThat(value(session, "SELECT COUNT(*) FROM t")).isEqualTo(2L);
      session.rollback();
      assertThat(rows(session, "SELECT * FROM t")).isEmpty();
    }

    @Test
    void holding_the_lock_of_a_writer_until_the_end() throws SqlError {
      procedure("p()", "BEGIN INSERT INTO stored.t VALUES (1); END");
      session.begin();
      run(session, "CALL p()");

      assertThat(
              rows(
                  session,
                  "SELECT mode FROM pg_locks WHERE relation = 'stored.t'::regclass AND mode LIKE"
                      + " 'ShareRow%'"))
          .hasSize(1);
      session.rollback();
    }
  }

  @Nested
  class Transactions {
    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
          "TRUNCATE other; 1",
          "EXECUTE 'TRUNCATE other'; 1",
          "EXECUTE 'TRUNCATE ' || 'other'; 1",
          "COMMIT; 1",
          "ROLLBACK; 0",
          "NULL; 0"
        })
    void end_where_the_procedure_says(String statement, long left) throws SqlError {
      run(session, "CREATE TABLE other (a INT)");
      procedure(
          "p()", "BEGIN INSERT INTO t VALUES (1); " + statement + "; RAISE EXCEPTION 'stop'; END;");

      assertThatThrownBy(() -> run(session, "CALL p()")).hasMessage("ERROR: stop");

      assertThat(value(session, "SELECT COUNT(*) FROM t")).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
          "TRUNCATE t; TRUNCATE",
          "EXECUTE 'TRUNCATE ' || 't'; TRUNCATE",
          "COMMIT; COMMIT",
          "ROLLBACK; ROLLBACK"
        })
    void of_the_caller_are_not_the_procedures_to_end(String statement, String verb)
        throws SqlError {
      procedure("p()", "BEGIN " + statement + "; END;");
      procedure("around()", "BEGIN CALL p(); END;");

      for (String name : List.of("p", "around")) {
        session.begin();
        assertThatThrownBy(() -> run(session, "CALL " + name + "()"))
            .hasMessage(
                "ERROR: "
                    + verb
                    + " cannot be invoked from a procedure that is executing in an atomic"
                    + " context.\n"
                    + "  Hint: Try calling the procedure as a top-level call i.e. not from within"
                    + " an explicit transaction block. Or, if this procedure (or one of its"
                    + " ancestors in the call chain) was created with SET config options, recreate"
                    + " the procedure without them.");
        session.rollback();
      }
    }

    @Test
    void are_not_ended_by_a_procedure_with_settings() throws SqlError {
      run(
          session,
          "CREATE PROCEDURE p() AS $$ BEGIN COMMIT; END $$ LANGUAGE plpgsql SET search_path TO"
              + " public");

      assertThatThrownBy(() -> run(session, "CALL p()"))
          .hasMessageStartingWith("ERROR: COMMIT cannot be invoked from a procedure");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "VACUUM; VACUUM cannot be executed from a function or multi-command string",
        "CREATE DATABASE d; CREATE DATABASE cannot be executed from a function",
        "PREPARE x AS SELECT 1; PREPARE cannot be executed from a function",
        "SET LOCAL timezone TO 'UTC'; SET LOCAL cannot be executed from a function",
        "ALTER TABLE t APPEND FROM s; the stand-in cannot execute ALTER TABLE APPEND yet",
        "COPY t FROM 's3://b/k' IAM_ROLE default; the stand-in cannot execute COPY in a procedure",
        "EXECUTE 'SELECT $1' USING 1; `syntax error at or near \"USING\"`",
        "INSERT INTO t VALUES (1) RETURNING a; `syntax error at or near \"RETURNING\"`",
        "EXCEPTION WHEN division_by_zero THEN NULL; `syntax error at or near \"division_by_zero\"`",
        "EXCEPTION WHEN OTHERS THEN DELETE FROM t; the stand-in cannot execute EXCEPTION blocks",
      })
  void refuses_what_redshift_or_the_stand_in_lacks(String statement, String message) {
    assertThatThrownBy(() -> procedure("p()", "BEGIN " + statement + "; END;"))
        .hasMessageStartingWith("ERROR: " + message);
  }

  @Test
  void refuses_what_dynamic_sql_would_do_otherwise() throws SqlError {
    procedure("p(sql varchar(200))", "BEGIN EXECUTE sql; END;");

    assertThatThrownBy(() -> run(session, "CALL p('copy t from ''s3://b/k''')"))
        .hasMessageStartingWith("ERROR: the stand-in cannot execute COPY in a procedure yet");
    assertThatThrownBy(() -> run(session, "CALL p('CREATE TABLE x (a int primary key)')"))
        .hasMessageStartingWith("ERROR: the stand-in cannot execute a CREATE TABLE with keys");
    assertThatThrownBy(
            () ->
                run(
                    session,
                    "CREATE PROCEDURE d() AS $$ BEGIN TRUNCATE t; END $$ LANGUAGE plpgsql SECURITY"
                        + " DEFINER"))
        .hasMessageContaining("TRUNCATE in a procedure with SECURITY DEFINER");
  }
}
