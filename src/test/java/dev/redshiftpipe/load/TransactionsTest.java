package dev.redshiftpipe.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TransactionsTest {
  private final Transactions transactions =
      new Transactions(new Control(Prefix.parse("s3://control/pipe/")), TransactionsTest::sql);
  private final Housekeeping housekeeping = new Housekeeping(TransactionsTest::sql);
  private final Batch batch = Samples.batch("orders/a.csv", "orders/it's \"b\".csv");

  @Nested
  class The_load {
    private final Load load = transactions.load(batch, Samples.NOON);

    @Test
    void locks_first_guards_before_the_copy_and_records_last() {
      assertThat(load.statements())
          .extracting(Statement::role)
          .containsExactly(
              "lock", "fence", "files", "list", "guard-table", "guard", "copy", "record");
      assertThat(load.statements().get(0).sql())
          .matches("LOCK redshift_pipe\\.lock_public_orders_[0-9a-f]{8}");
    }

    @Test
    void copies_the_manifest_as_the_pipe_says() {
      assertThat(load.statements().get(6).sql())
          .isEqualTo(
              """
              COPY "public"."orders"
              FROM 's3://control/pipe/manifests/orders/%s/manifest'
              IAM_ROLE default
              MANIFEST
              CSV
              IGNOREHEADER 1
              COMPUPDATE OFF"""
                  .formatted(batch.id() + "/" + batch.revision()));
    }

    @Test
    void never_has_a_name_of_a_file_in_its_sql() {
      assertThat(load.statements())
          .noneMatch(statement -> statement.sql().contains("orders/a.csv"));
    }

    @Test
    void lists_every_file_in_the_manifest_once_and_as_it_is() {
      assertThat(load.documents().get(1).text())
          .isEqualTo(
              "{\"entries\":[{\"url\":\"s3://landing/orders/a.csv\",\"mandatory\":true,\"meta\":{\"content_length\":100}},"
                  + "{\"url\":\"s3://landing/orders/it's \\\"b\\\".csv\",\"mandatory\":true,\"meta\":{\"content_length\":100}}]}");
      assertThat(load.documents().get(0).text().lines()).hasSize(2);
      assertThat(load.documents().get(0).text())
          .contains("\"event_time\":\"2026-11-21 12:00:00.000\"");
    }

    @Test
    void has_a_token_of_64_characters_that_changes_with_attempt_and_process() {
      assertThat(load.clientToken("p"))
          .hasSize(64)
          .isEqualTo(transactions.load(batch, Samples.NOON).clientToken("p"));
      assertThat(transactions.load(batch.again(), Samples.NOON).clientToken("p"))
          .isNotEqualTo(load.clientToken("p"));
      assertThat(load.clientToken("q")).isNotEqualTo(load.clientToken("p"));
    }

    @Test
    void stays_within_what_the_data_api_takes() {
      assertThat(load.statements()).hasSizeLessThanOrEqualTo(40);
      assertThat(housekeeping.target(batch.pipe().into())).hasSizeLessThanOrEqualTo(40);
    }
  }

  @Test
  void statements_of_the_pipe_stand_before_the_target_changes_and_behind_the_load() {
    String[] own = {"first = INSERT INTO a SELECT :batch_id, ':pipe'", "then = DELETE FROM a"};

    assertThat(rolesOf(own)).containsSubsequence("guard", "first-1", "copy", "then-1", "record");
    assertThat(rolesOf(with(own, "stage-columns = id INT")))
        .containsSubsequence("stage", "copy", "first-1", "insert", "then-1", "record");
    assertThat(rolesOf(with(own, "mode = upsert", "keys = id")))
        .containsSubsequence("stage", "copy", "first-1", "incoming", "insert", "then-1", "record");
    assertThat(rolesOf(with(own, "mode = replace")))
        .containsSubsequence("guard", "first-1", "clear", "copy", "then-1", "record");
  }

  @Test
  void statements_of_the_pipe_may_name_the_batch_and_the_pipe() {
    Batch mine =
        Samples.batch(
            Samples.pipeWith("first = INSERT INTO a SELECT :batch_id, :pipe, ':pipe', 1::INT"),
            "orders/a.csv");

    assertThat(load(mine))
        .filteredOn(statement -> statement.role().equals("first-1"))
        .extracting(Statement::sql)
        .containsExactly(
            "INSERT INTO a SELECT '%s', 'orders', ':pipe', 1::INT".formatted(mine.id()));
  }

  @Test
  void nothing_in_a_transaction_ends_it() {
    List<List<Statement>> all =
        List.of(
            transactions.load(batch, Samples.NOON).statements(),
            load(batch.to(Purpose.VALIDATE)),
            load(batch.to(Purpose.REFUSE)),
            transactions.askHistory(batch),
            housekeeping.target(batch.pipe().into()));

    assertThat(all.stream().flatMap(List::stream).map(Statement::sql))
        .noneMatch(
            sql ->
                sql.matches(
                    "(?is)(TRUNCATE|VACUUM|BEGIN|COMMIT|END|ROLLBACK|ALTER TABLE \\S+ APPEND)\\b.*"));
  }

  @Test
  void the_same_files_make_the_same_batch_in_any_order() {
    assertThat(Samples.batch("b", "a").id()).isEqualTo(Samples.batch("a", "b").id()).hasSize(32);
    assertThat(Samples.batch("a").id()).isNotEqualTo(Samples.batch("a", "b").id());
  }

  @Test
  void targets_that_read_alike_have_tables_of_their_own() {
    assertThat(TargetTables.of(new Table("a_b", "c")))
        .isNotEqualTo(TargetTables.of(new Table("a", "b_c")));
    assertThat(TargetTables.of(new Table("s".repeat(127), "t".repeat(127))).history().name())
        .hasSizeLessThanOrEqualTo(127);
  }

  private List<String> rolesOf(String... lines) {
    return load(Samples.batch(Samples.pipeWith(lines), "orders/a.csv")).stream()
        .map(Statement::role)
        .toList();
  }

  private static String[] with(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private List<Statement> load(Batch other) {
    return transactions.load(other, Samples.NOON).statements();
  }

  private static String sql(String name) {
    try {
      return Files.readString(Path.of("sql", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
