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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaterializedViewTest {
  private Session session;

  @BeforeEach
  void open() throws SqlError {
    session = session();
    run(session, "CREATE SCHEMA kept");
    run(session, "CREATE TABLE kept.sales (shop INT, amount INT)");
    run(session, "INSERT INTO kept.sales VALUES (1, 10), (1, 20), (2, 5)");
  }

  @AfterEach
  void close() throws SqlError {
    run(session, "DROP SCHEMA kept CASCADE");
    session.close();
  }

  @Test
  void shows_what_was_there_when_it_was_refreshed() throws SqlError {
    run(
        session,
        "CREATE MATERIALIZED VIEW kept.totals BACKUP NO DISTSTYLE KEY DISTKEY (shop) SORTKEY (shop)"
            + " AUTO REFRESH NO AS SELECT shop, SUM(NVL(amount, 0)) AS total FROM kept.sales GROUP"
            + " BY shop");
    run(session, "INSERT INTO kept.sales VALUES (2, 5)");
    String totals = "SELECT total FROM kept.totals ORDER BY shop";

    assertThat(rows(session, totals)).containsExactly(List.of(30L), List.of(5L));
    run(session, "REFRESH MATERIALIZED VIEW kept.totals");
    assertThat(rows(session, totals)).containsExactly(List.of(30L), List.of(10L));
    run(session, "DROP MATERIALIZED VIEW kept.totals");
    run(session, "DROP MATERIALIZED VIEW IF EXISTS kept.totals");
    assertThatThrownBy(() -> run(session, totals)).hasMessageContaining("does not exist");
  }

  @Test
  void is_stale_once_a_table_under_it_changed() throws SqlError {
    run(
        session,
        "CREATE MATERIALIZED VIEW kept.shops AUTO REFRESH YES AS SELECT DISTINCT shop FROM"
            + " kept.sales");
    String info =
        "SELECT TRIM(database_name), TRIM(name), is_stale, autorefresh FROM svv_mv_info WHERE"
            + " schema_name = 'kept'";

    assertThat(rows(session, info)).containsExactly(List.of("dev", "shops", "f", "t"));
    run(session, "INSERT INTO kept.sales VALUES (3, 1)");
    run(session, "ALTER MATERIALIZED VIEW kept.shops AUTO REFRESH NO");
    assertThat(rows(session, info)).containsExactly(List.of("dev", "shops", "t", "f"));
    assertThat(value(session, "SELECT is_stale FROM stv_mv_info WHERE schema = 'kept'"))
        .isEqualTo("t");
  }

  @Test
  void belongs_to_the_transaction_that_made_it() throws SqlError {
    session.begin();
    run(session, "CREATE MATERIALIZED VIEW kept.shops AS SELECT shop FROM kept.sales");
    run(session, "REFRESH MATERIALIZED VIEW kept.shops");
    session.rollback();

    assertThat(rows(session, "SELECT * FROM svv_mv_info WHERE schema_name = 'kept'")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "CREATE MATERIALIZED VIEW kept.m AS SELECT shop FROM kept.sales ORDER BY shop; ORDER BY is not supported",
        "CREATE MATERIALIZED VIEW kept.m AS SELECT shop FROM kept.sales LIMIT 1; LIMIT is not supported",
        "CREATE MATERIALIZED VIEW kept.m AUTO REFRESH YES AS SELECT GETDATE() FROM kept.sales; AUTO REFRESH is not supported",
        "CREATE MATERIALIZED VIEW kept.m AS SELECT table_name FROM svv_tables; materialized views on views are not supported",
        "CREATE MATERIALIZED VIEW kept.m WITH (x = 1) AS SELECT 1; `syntax error at or near \"WITH\"`",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY kept.m; `syntax error at or near \"kept\"`",
        "ALTER MATERIALIZED VIEW kept.m RENAME TO n; the stand-in cannot execute ALTER MATERIALIZED VIEW but",
        "ALTER MATERIALIZED VIEW kept.m AUTO REFRESH YES; `materialized view \"kept.m\" does not exist`",
      })
  void is_not_made_as_redshift_does_not_make_it(String sql, String message) {
    assertThatThrownBy(() -> run(session, sql)).hasMessageStartingWith("ERROR: " + message);
  }
}
