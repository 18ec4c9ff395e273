package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.local.Patience;
import dev.redshiftpipe.local.machine.PortInUseException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseTest {
  private static final WarehouseOptions OPTIONS =
      WarehouseOptions.defaults().withPort(0).withObjects(new ObjectsInMemory());

  @Test
  void keeps_its_data_in_a_folder_and_names_a_port_in_use(@TempDir Path folder) throws Exception {
    WarehouseOptions options =
        OPTIONS.withFolder(folder.resolve("data")).withIsolation(Isolation.SERIALIZABLE);
    try (Warehouse warehouse = Warehouse.start(options);
        Session session = warehouse.open("dev", "awsuser")) {
      run(session, "CREATE TABLE public.kept AS SELECT 1 AS a");
      run(session, "CREATE DATABASE other");

      assertThatThrownBy(() -> Warehouse.start(OPTIONS.withPort(warehouse.port())))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining("port " + warehouse.port())
          .hasMessageContaining("in use");
    }
    try (Warehouse warehouse = Warehouse.start(options);
        Session session = warehouse.open("dev", "awsuser");
        Session other = warehouse.open("other", "awsuser")) {
      assertThat(value(session, "SELECT a FROM public.kept")).isEqualTo(1L);
      assertThat(value(session, "SHOW transaction_isolation")).isEqualTo("serializable");
      assertThat(value(other, "SELECT LEN('abc')")).isEqualTo(3L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void is_reached_without_a_password_by_ordinary_clients(String host) throws SQLException {
    String url = "jdbc:postgresql://" + host + ":" + SharedWarehouse.WAREHOUSE.port() + "/dev";
    try (Connection connection = DriverManager.getConnection(url, "awsuser", "");
        ResultSet row =
            connection
                .createStatement()
                .executeQuery("SELECT GETDATE(), current_setting('is_superuser'), NVL(NULL, 1)")) {
      row.next();
      assertThat(row.getString(2)).isEqualTo("on");
      assertThat(row.getInt(3)).isEqualTo(1);
    }
    String user = System.getProperty("user.name");
    try (Connection connection = DriverManager.getConnection(url, user, "")) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void says_that_a_database_is_not_there() {
    assertThatThrownBy(() -> SharedWarehouse.WAREHOUSE.open("nowhere", "awsuser"))
        .isInstanceOf(SqlError.class)
        .hasMessage("FATAL: database \"nowhere\" does not exist");
  }

  @Test
  void stops_a_statement_that_waits_when_told() throws Exception {
    try (Session holder = SharedWarehouse.session();
        Session waiting = SharedWarehouse.session()) {
      run(holder, "CREATE TABLE public.held (a INT)");
      holder.begin();
      run(holder, "LOCK public.held");
      CompletableFuture<Void> cancelled =
          CompletableFuture.runAsync(
              () ->
                  assertThatThrownBy(() -> run(waiting, "INSERT INTO public.held VALUES (1)"))
                      .hasMessage("ERROR: Query cancelled on user's request")
                      .extracting(e -> ((SqlError) e).state())
                      .isEqualTo("57014"));
      Awaitility.await()
          .atMost(Patience.LONG)
          .until(
              () ->
                  SharedWarehouse.rows(
                              holder,
                              "SELECT 1 FROM pg_locks WHERE NOT granted AND pid = " + waiting.pid())
                          .size()
                      == 1);

      waiting.cancel();

      cancelled.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
      holder.rollback();
      run(waiting, "DROP TABLE public.held");
    }
  }
}
