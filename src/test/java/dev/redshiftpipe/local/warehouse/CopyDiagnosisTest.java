package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.OBJECTS;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.rows;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.session;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How COPY tells which of many files are bad. */
class CopyDiagnosisTest {
  private static final String FOLDER = "s3://landing/diagnosis/";

  private Session session;

  @BeforeEach
  void open() throws SqlError {
    session = session();
    run(session, "CREATE TEMP TABLE t (a INT)");
    OBJECTS.put(FOLDER + "1", "1\nx\n3\n");
    OBJECTS.put(FOLDER + "2", "4\n");
    OBJECTS.put(FOLDER + "3", "y\nz\n");
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Result copy(String options) throws SqlError {
    return run(session, "COPY t FROM '" + FOLDER + "' IAM_ROLE default CSV " + options);
  }

  private List<List<@Nullable Object>> errors(String query) throws SqlError {
    return rows(
        session,
        "SELECT TRIM(file_name), line_number, session_id FROM sys_load_error_detail WHERE query_id"
            + " = "
            + query
            + " ORDER BY 1, 2");
  }

  private List<@Nullable Object> error(String file, long line) {
    return Arrays.asList(FOLDER + file, line, (long) session.pid());
  }

  @Test
  void noload_reads_all_files_tells_every_bad_row_and_loads_nothing() throws SqlError {
    Result result = copy("NOLOAD MAXERROR 4");

    assertThat(result.rowCount()).isZero();
    assertThat(value(session, "SELECT COUNT(*) FROM t")).isEqualTo(0L);
    assertThat(errors(Long.toString(result.queryId())))
        .containsExactly(error("1", 2), error("3", 1), error("3", 2));
    assertThat(
            rows(
                session,
                "SELECT TRIM(file_name), lines_scanned FROM sys_load_detail WHERE query_id ="
                    + " pg_last_copy_id() ORDER BY 1"))
        .containsExactly(
            Arrays.asList(FOLDER + "1", 3L),
            Arrays.asList(FOLDER + "2", 1L),
            Arrays.asList(FOLDER + "3", 2L));
  }

  @Test
  void noload_fails_when_all_files_together_have_as_many_errors_as_maxerror() {
    assertThatThrownBy(() -> copy("NOLOAD MAXERROR 3"))
        .hasMessageContaining("Load into table 't' failed")
        .isInstanceOfSatisfying(
            SqlError.class,
            failed -> assertThat(errorsOf(failed)).hasSize(3).contains(error("3", 2)));
  }

  @Test
  void maxerror_loads_the_good_rows_of_all_files_and_tells_the_bad_ones() throws SqlError {
    Result result = copy("MAXERROR 4");

    assertThat(rows(session, "SELECT a FROM t ORDER BY a"))
        .containsExactly(List.of(1L), List.of(3L), List.of(4L));
    assertThat(errors(Long.toString(result.queryId()))).hasSize(3);
  }

  @Test
  void names_of_files_end_after_256_characters() throws SqlError {
    String file = "s3://landing/long/" + "k".repeat(300);
    OBJECTS.put(file, "x\n1\n");

    run(session, "COPY t FROM '" + file + "' IAM_ROLE default CSV MAXERROR 2");

    for (String view : List.of("sys_load_error_detail", "sys_load_detail")) {
      assertThat(
              value(
                  session,
                  "SELECT TRIM(file_name) FROM "
                      + view
                      + " WHERE query_id = pg_last_copy_id() AND file_name = LEFT('"
                      + file
                      + "', 256)"))
          .isEqualTo(file.substring(0, 256));
    }
  }

  @Test
  void a_copy_that_takes_longer_than_the_statement_timeout_fails() throws SqlError {
    OBJECTS.putStream("s3://landing/slow", () -> new RepeatedText("1\n", 50_000_000, ""));
    run(session, "SET statement_timeout TO 300");

    for (String option : List.of("NOLOAD", "")) {
      assertThatThrownBy(
              () -> run(session, "COPY t FROM 's3://landing/slow' IAM_ROLE default CSV " + option))
          .hasMessageMatching("ERROR: Query \\(\\d+\\) cancelled on user's request")
          .extracting(e -> ((SqlError) e).state())
          .isEqualTo("57014");
    }
  }

  private List<List<@Nullable Object>> errorsOf(SqlError failed) {
    try {
      return errors(Long.toString(failed.queryId()));
    } catch (SqlError e) {
      throw new AssertionError(e);
    }
  }
}
