package dev.redshiftpipe.local.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL for all tests of this JVM, with a database of each isolation level. */
public final class SharedWarehouse {
  static final ObjectsInMemory OBJECTS = new ObjectsInMemory();
  public static final Warehouse WAREHOUSE = started();

  private SharedWarehouse() {}

  private static Warehouse started() {
    try {
      Warehouse warehouse =
          Warehouse.start(WarehouseOptions.defaults().withPort(0).withObjects(OBJECTS));
      try (Session session = warehouse.open("dev", "awsuser")) {
        session.execute("CREATE DATABASE serializable ISOLATION LEVEL SERIALIZABLE", Map.of());
      }
      return warehouse;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SqlError e) {
      throw new IllegalStateException(e);
    }
  }

  /** An object of S3. */
  public static void put(String url, byte[] bytes) {
    OBJECTS.put(url, bytes);
  }

  static Session session() throws SqlError {
    return session(Isolation.SNAPSHOT);
  }

  static Session session(Isolation isolation) throws SqlError {
    String database = isolation == Isolation.SNAPSHOT ? "dev" : "serializable";
    return WAREHOUSE.open(database, "awsuser");
  }

  static Result run(Session session, String sql) throws SqlError {
    return session.execute(sql, Map.of());
  }

  static List<List<@Nullable Object>> rows(Session session, String sql) throws SqlError {
    return run(session, sql).rows();
  }

  static @Nullable Object value(Session session, String sql) throws SqlError {
    return rows(session, sql).getFirst().getFirst();
  }
}
