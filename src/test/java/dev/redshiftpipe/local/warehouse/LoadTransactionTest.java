package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.OBJECTS;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.rows;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.session;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.local.Patience;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The transaction that loads a batch once, as the pipe will send it. */
class LoadTransactionTest {
  private static final String FILES = "s3://control/batch/files.ndjson";
  private static final String MANIFEST = "s3://control/batch/manifest";

  @BeforeEach
  void createTables() throws SqlError {
    for (Isolation isolation : Isolation.values()) {
      try (Session session = session(isolation)) {
        run(session, "CREATE SCHEMA IF NOT EXISTS redshift_pipe");
        run(session, "CREATE TABLE redshift_pipe.lock_x (batch_id VARCHAR(64)) DISTSTYLE ALL");
        run(session, "INSERT INTO redshift_pipe.lock_x VALUES (NULL)");
        run(
            session,
            """
            CREATE TABLE redshift_pipe.history_x (
              entry BIGINT IDENTITY(1, 1),
              batch_id VARCHAR(64) NOT NULL ENCODE ZSTD,
              file_id CHAR(64) NOT NULL,
              file_url VARCHAR(4096),
              loaded_at TIMESTAMP NOT NULL DEFAULT GETDATE(),
              PRIMARY KEY (file_id)
            ) DISTSTYLE KEY DISTKEY (file_id) COMPOUND SORTKEY (loaded_at, file_id)""");
        run(session, "COMMENT ON TABLE redshift_pipe.history_x IS 'What was loaded'");
        run(session, "COMMENT ON COLUMN redshift_pipe.history_x.file_id IS 'SHA-256 of its URL'");
        run(session, "CREATE TABLE public.orders (id INT, name VARCHAR(20), price DECIMAL(10,2))");
        run(
            session,
            """
            CREATE OR REPLACE VIEW redshift_pipe.load_history AS
            SELECT 'x' AS target, batch_id, file_url FROM redshift_pipe.history_x
            UNION ALL
            SELECT 'y', batch_id, file_url FROM redshift_pipe.history_x
            WITH NO SCHEMA BINDING""");
      }
    }
    String id = "a".repeat(64);
    OBJECTS.put(
        FILES,
        "{\"file_id\": \""
            + id
            + "\", \"file_url\": \"s3://landing/1.csv\", \"size_bytes\": 30}\n");
    OBJECTS.putGzip("s3://landing/1.csv", "id,name,price\n1,one,1.239\n2,\"two, or more\",2\n");
    OBJECTS.put(
        MANIFEST,
        "{\"entries\": [{\"url\": \"s3://landing/1.csv\", \"mandatory\": true, \"meta\":"
            + " {\"content_length\": 30}}]}");
  }

  @AfterEach
  void dropTables() throws SqlError {
    for (Isolation isolation : Isolation.values()) {
      try (Session session = session(isolation)) {
        run(session, "DROP TABLE public.orders");
        run(session, "DROP SCHEMA redshift_pipe CASCADE");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void loads_files_and_remembers_them(Isolation isolation) throws SqlError {
    try (Session session = session(isolation)) {
      load(session, "batch-1");

      assertThat(rows(session, "SELECT * FROM public.orders ORDER BY id"))
          .containsExactly(List.of(1L, "one", "1.23"), List.of(2L, "two, or more", "2.00"));
      assertThat(value(session, "SELECT COUNT(*) FROM redshift_pipe.load_history")).isEqualTo(2L);
      assertThat(
              value(
                  session,
                  "SELECT 1/(CASE WHEN COUNT(*) = 2 THEN 1 ELSE 0 END) FROM pg_tables WHERE"
                      + " schemaname = 'redshift_pipe'"))
          .isEqualTo(1L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_batch_that_waited_for_the_lock_sees_what_was_loaded_meanwhile(Isolation isolation)
      throws Exception {
    try (Session first = session(isolation);
        Session second = session(isolation)) {
      first.begin();
      run(first, "LOCK redshift_pipe.lock_x");
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(
              () ->
                  assertThatThrownBy(() -> load(second, "batch-2"))
                      .hasMessage("ERROR: Cannot insert a NULL value into column not_seen_before"));
      awaitWaiting(isolation, second);

      loadLocked(first, "batch-1");
      first.commit();

      waiting.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
      second.rollback();
      assertThat(value(first, "SELECT COUNT(*) FROM public.orders")).isEqualTo(2L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_snapshot_before_the_lock_does_not_see_it_and_fails_at_the_fence(Isolation isolation)
      throws Exception {
    try (Session first = session(isolation);
        Session second = session(isolation)) {
      second.begin();
      run(second, "CREATE TEMP TABLE too_early (x INT)");
      first.begin();
      run(first, "LOCK redshift_pipe.lock_x");
      loadLocked(first, "batch-1");
      first.commit();

      run(second, "LOCK redshift_pipe.lock_x");
      assertThat(value(second, "SELECT COUNT(*) FROM redshift_pipe.history_x")).isEqualTo(0L);
      assertThatThrownBy(() -> run(second, "UPDATE redshift_pipe.lock_x SET batch_id = 'batch-2'"))
          .hasMessageContaining(
              isolation == Isolation.SNAPSHOT
                  ? "could not complete because of conflict with concurrent transaction"
                  : "ERROR: 1023\n  Detail: Serializable isolation violation on table - ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void two_writers_of_a_table_queue_while_readers_go_on(Isolation isolation) throws Exception {
    try (Session first = session(isolation);
        Session second = session(isolation);
        Session reader = session(isolation)) {
      first.begin();
      run(first, "INSERT INTO public.orders VALUES (1, 'one', 1)");
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(
              () -> {
                try {
                  run(second, "INSERT INTO public.orders VALUES (2, 'two', 2)");
                } catch (SqlError e) {
                  throw new AssertionError(e);
                }
              });
      awaitWaiting(isolation, second);

      assertThat(value(reader, "SELECT COUNT(*) FROM public.orders")).isEqualTo(0L);
      first.commit();

      waiting.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(value(reader, "SELECT COUNT(*) FROM public.orders")).isEqualTo(2L);
    }
  }

  private static void awaitWaiting(Isolation isolation, Session waiting) throws SqlError {
    try (Session observer = session(isolation)) {
      Awaitility.await()
          .atMost(Patience.LONG)
          .until(
              () ->
                  rows(
                              observer,
                              "SELECT 1 FROM pg_locks WHERE NOT granted AND pid = " + waiting.pid())
                          .size()
                      == 1);
    }
  }

  private static void load(Session session, String batch) throws SqlError {
    session.begin();
    run(session, "LOCK redshift_pipe.lock_x");
    loadLocked(session, batch);
    session.commit();
  }

  private static void loadLocked(Session session, String batch) throws SqlError {
    run(session, "UPDATE redshift_pipe.lock_x SET batch_id = '" + batch + "'");
    run(
        session,
        "CREATE TEMP TABLE batch_files (file_id CHAR(64) NOT NULL, file_url VARCHAR(4096), etag"
            + " VARCHAR(128), size_bytes BIGINT, event_time TIMESTAMP, sequencer VARCHAR(64))");
    run(
        session,
        "COPY batch_files FROM '"
            + FILES
            + "' IAM_ROLE default JSON 'auto' COMPUPDATE OFF STATUPDATE OFF");
    run(session, "CREATE TEMP TABLE guard (not_seen_before INT NOT NULL)");
    run(
        session,
        "INSERT INTO guard SELECT CASE WHEN COUNT(*)>0 THEN NULL ELSE 1 END FROM"
            + " redshift_pipe.history_x JOIN batch_files USING (file_id)");
    Result copied =
        run(
            session,
            "COPY public.orders FROM '"
                + MANIFEST
                + "' IAM_ROLE default MANIFEST CSV IGNOREHEADER 1 GZIP COMPUPDATE OFF STATUPDATE"
                + " OFF");
    assertThat(copied.rowCount()).isEqualTo(2);
    run(
        session,
        "INSERT INTO redshift_pipe.history_x (batch_id, file_id, file_url, loaded_at) SELECT '"
            + batch
            + "', file_id, file_url, GETDATE() FROM batch_files");
  }
}
