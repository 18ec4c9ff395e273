package dev.redshiftpipe.local.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;

class PsqlDoorTest {

  @Test
  void a_client_that_names_no_database_is_let_into_the_default_one() throws Exception {
    try (Warehouse warehouse = Warehouse.start(WarehouseOptions.defaults().withPort(0));
        PsqlDoor door = PsqlDoor.open(0, warehouse.port(), "dev")) {
      assertThat(database(door, "awsuser")).isEqualTo("dev");
      assertThat(database(door, "dev")).isEqualTo("dev");
      assertThat(database(door, "postgres")).isEqualTo("postgres");
    }
  }

  @Test
  void a_port_that_is_in_use_is_named() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> PsqlDoor.open(other.getLocalPort(), 1, "dev"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(String.valueOf(other.getLocalPort()))
          .hasMessageContaining("-Dwarehouse.port");
    }
  }

  private static String database(PsqlDoor door, String database) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + door.port() + "/" + database, "awsuser", "");
        ResultSet rows =
            connection.createStatement().executeQuery("SELECT current_database()::varchar")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
