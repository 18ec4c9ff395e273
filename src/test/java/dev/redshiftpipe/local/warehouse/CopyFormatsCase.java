package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.OBJECTS;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.rows;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A session in which one file is copied into a table t. */
abstract class CopyFormatsCase {
  static final String FILE = "s3://landing/formats/file";

  Session session;

  @BeforeEach
  void open() throws SqlError {
    session = session();
  }

  @AfterEach
  void close() {
    session.close();
  }

  void table(String columns) throws SqlError {
    run(session, "CREATE TEMP TABLE t (" + columns + ")");
  }

  Result copy(String text, String options) throws SqlError {
    return copy(text.getBytes(StandardCharsets.UTF_8), options);
  }

  Result copy(byte[] bytes, String options) throws SqlError {
    OBJECTS.put(FILE, bytes);
    return run(session, "COPY t FROM '" + FILE + "' IAM_ROLE default " + options);
  }

  List<List<@Nullable Object>> loaded() throws SqlError {
    return rows(session, "SELECT * FROM t");
  }

  /** Line, column, code and reason of the errors of the last COPY. */
  List<List<@Nullable Object>> errors() throws SqlError {
    return rows(
        session,
        "SELECT line_number, TRIM(column_name), error_code, TRIM(error_message) FROM"
            + " sys_load_error_detail WHERE query_id = pg_last_copy_id() ORDER BY 1");
  }

  static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }
}
