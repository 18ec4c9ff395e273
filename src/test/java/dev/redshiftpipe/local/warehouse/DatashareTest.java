package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.rows;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatashareTest {
  private static final String NAMESPACE = "13b8833d-17c6-4f16-8fe4-1a018f5ed00d";

  private Session session;

  @BeforeEach
  void open() throws SqlError {
    session = session();
    run(session, "CREATE SCHEMA shared");
    run(session, "CREATE TABLE shared.sales (a INT)");
    run(session, "CREATE VIEW shared.recent AS SELECT a FROM shared.sales");
    run(session, "CREATE DATASHARE salesshare SET PUBLICACCESSIBLE TRUE");
  }

  @AfterEach
  void close() throws SqlError {
    run(session, "DROP DATASHARE salesshare");
    run(session, "DROP SCHEMA shared CASCADE");
    session.close();
  }

  @Test
  void is_listed_until_it_is_dropped() throws SqlError {
    run(session, "CREATE DATASHARE other");
    run(session, "ALTER DATASHARE salesshare SET PUBLICACCESSIBLE = FALSE");

    assertThat(
            rows(
                session,
                "SELECT share_name, source_database, share_type, is_publicaccessible FROM"
                    + " svv_datashares ORDER BY 1"))
        .containsExactly(
            List.of("other", "dev", "OUTBOUND", false),
            List.of("salesshare", "dev", "OUTBOUND", false));
    run(session, "DROP DATASHARE other");
    assertThat(run(session, "SHOW DATASHARES").rows()).hasSize(1);
    assertThat(run(session, "SHOW DATASHARES LIKE 'oth%'").rows()).isEmpty();
    assertThat(run(session, "SHOW DATASHARES LIKE 'sales%'").columns())
        .extracting(Result.Column::name)
        .startsWith("share_name", "share_owner", "source_database")
        .endsWith("producer_account", "producer_namespace");
  }

  @Test
  void holds_the_objects_that_were_added() throws SqlError {
    run(session, "ALTER DATASHARE salesshare ADD SCHEMA shared");
    run(session, "ALTER DATASHARE salesshare ADD TABLE shared.sales");
    run(session, "ALTER DATASHARE salesshare ADD ALL TABLES IN SCHEMA shared");
    run(session, "ALTER DATASHARE salesshare SET INCLUDENEW = TRUE FOR SCHEMA shared");
    run(
        session,
        "CREATE FUNCTION shared.twice (INT) RETURNS INT IMMUTABLE AS $$ SELECT $1 * 2 $$ LANGUAGE"
            + " sql");
    run(session, "ALTER DATASHARE salesshare ADD FUNCTION shared.twice(INT)");

    assertThat(
            rows(
                session,
                "SELECT object_type, object_name, include_new FROM svv_datashare_objects WHERE"
                    + " share_name = 'salesshare' ORDER BY 1"))
        .containsExactly(
            Arrays.asList("function", "shared.twice(integer)", null),
            Arrays.asList("schema", "shared", true),
            Arrays.asList("table", "shared.sales", null),
            Arrays.asList("view", "shared.recent", null));

    run(session, "ALTER DATASHARE salesshare REMOVE TABLE shared.sales");
    run(session, "DROP VIEW shared.recent");
    assertThat(run(session, "DESC DATASHARE salesshare").rows())
        .extracting(row -> row.get(5))
        .containsExactly("shared.twice(integer)", "shared");
  }

  @Test
  void is_granted_to_namespaces_and_accounts() throws SqlError {
    run(session, "GRANT USAGE ON DATASHARE salesshare TO NAMESPACE '" + NAMESPACE + "'");
    run(session, "GRANT USAGE ON DATASHARE salesshare TO ACCOUNT '123456789012'");
    String consumers =
        "SELECT consumer_account, consumer_namespace FROM svv_datashare_consumers ORDER BY 1";

    assertThat(rows(session, consumers))
        .containsExactly(Arrays.asList("123456789012", null), Arrays.asList(null, NAMESPACE));
    run(session, "REVOKE USAGE ON DATASHARE salesshare FROM ACCOUNT '123456789012'");
    assertThat(rows(session, consumers)).containsExactly(Arrays.asList(null, NAMESPACE));
  }

  @Test
  void gives_a_database_that_is_shown() throws SqlError {
    String create =
        " FROM DATASHARE inshare OF ACCOUNT '123456789012' NAMESPACE '" + NAMESPACE + "'";
    run(session, "CREATE DATABASE shared_sales" + create);

    assertThat(
            rows(
                session,
                "SELECT share_name, consumer_database, producer_account, producer_namespace FROM"
                    + " svv_datashares WHERE share_type = 'INBOUND'"))
        .containsExactly(List.of("inshare", "shared_sales", "123456789012", NAMESPACE));
    assertThatThrownBy(() -> run(session, "CREATE DATABASE again" + create))
        .hasMessageContaining("a database has already been created from datashare");
    run(session, "DROP DATABASE shared_sales");
    assertThat(rows(session, "SELECT 1 FROM svv_datashares WHERE share_type = 'INBOUND'"))
        .isEmpty();
  }

  @Test
  void belongs_to_the_transaction_but_for_its_database() throws SqlError {
    session.begin();
    run(session, "CREATE DATASHARE other");
    run(session, "GRANT USAGE ON DATASHARE other TO NAMESPACE '" + NAMESPACE + "'");
    session.rollback();
    assertThat(run(session, "SHOW DATASHARES LIKE 'other'").rows()).isEmpty();

    session.begin();
    assertThatThrownBy(
            () ->
                run(session, "CREATE DATABASE x FROM DATASHARE y OF NAMESPACE '" + NAMESPACE + "'"))
        .hasMessage("ERROR: CREATE DATABASE cannot run inside a transaction block");
    session.rollback();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "CREATE DATASHARE salesshare; `datashare \"salesshare\" already exists`",
        "DROP DATASHARE none; `datashare \"none\" does not exist`",
        "DESC DATASHARE none; `datashare \"none\" does not exist`",
        "ALTER DATASHARE none ADD SCHEMA shared; `datashare \"none\" does not exist`",
        "ALTER DATASHARE salesshare ADD SCHEMA none; `schema \"none\" does not exist`",
        "ALTER DATASHARE salesshare ADD TABLE shared.none; `relation \"shared.none\" does not exist`",
        "ALTER DATASHARE salesshare ADD TABLE shared.sales; `schema \"shared\" must be added to datashare`",
        "ALTER DATASHARE salesshare REMOVE SCHEMA shared; `schema \"shared\" is not in datashare`",
        "ALTER DATASHARE salesshare RENAME TO x; `syntax error at or near \"RENAME\"`",
        "GRANT USAGE ON DATASHARE salesshare TO NAMESPACE 'x'; Invalid namespace: x",
        "GRANT USAGE ON DATASHARE salesshare TO ACCOUNT '12'; Invalid account: 12",
        "GRANT ALTER ON DATASHARE salesshare TO someone; the stand-in cannot execute GRANT and REVOKE ON DATASHARE but",
        "CREATE DATASHARE x SET PUBLICACCESSIBLE TRUE, MANAGEDBY ADX; the stand-in cannot execute CREATE DATASHARE",
      })
  void is_refused_where_it_makes_no_sense(String sql, String message) {
    assertThatThrownBy(() -> run(session, sql)).hasMessageStartingWith("ERROR: " + message);
  }
}
