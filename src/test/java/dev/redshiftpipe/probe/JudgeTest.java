package dev.redshiftpipe.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Answer.Part;
import dev.redshiftpipe.load.Answer.Status;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.load.TargetTables;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.probe.Probed.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class JudgeTest {
  private static final Duration LONG = Duration.ofSeconds(2);
  private static final List<String> ROLES =
      List.of("lock", "fence", "files", "list", "guard-table", "guard", "copy", "record");

  @Test
  void a_batch_that_waited_and_saw_the_first_is_as_assumed() {
    assertThat(Judge.lock(finished(), failed(ROLES, "guard", "null value", 0, LONG)).verdict())
        .isEqualTo(Verdict.AS_ASSUMED);
  }

  @Test
  void a_batch_that_did_not_have_to_wait_tells_nothing() {
    assertThat(
            Judge.lock(finished(), failed(ROLES, "guard", "null value", 0, Duration.ZERO))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(Judge.lock(failed(ROLES, "copy", "disk full", 0, LONG), finished()).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void a_file_that_both_batches_loaded_is_otherwise() {
    Probed probed = Judge.lock(finished(), finished());

    assertThat(probed.verdict()).isEqualTo(Verdict.OTHERWISE);
    assertThat(probed.seen()).contains("loaded by both", "Do not load with several processes");
  }

  @Test
  void a_snapshot_before_the_lock_is_otherwise_even_if_the_fence_helps() {
    Probed probed = Judge.lock(finished(), failed(ROLES, "fence", "ERROR: 1023", 0, LONG));

    assertThat(probed.verdict()).isEqualTo(Verdict.OTHERWISE);
    assertThat(probed.seen()).contains("snapshot came before the lock");
  }

  @Test
  void a_fence_that_stops_an_old_snapshot_is_as_assumed() {
    assertThat(Judge.fence(finished(), late("fence", "ERROR: 1023\n  Detail: x", LONG)).verdict())
        .isEqualTo(Verdict.AS_ASSUMED);
  }

  @Test
  void a_fence_that_lets_pass_or_is_not_needed_is_otherwise() {
    assertThat(Judge.fence(finished(), finished()).seen()).contains("loaded twice");
    assertThat(Judge.fence(finished(), late("guard", "null", LONG)).seen())
        .contains("never needed");
    assertThat(Judge.fence(finished(), late("guard", "null", Duration.ZERO)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void a_repeat_that_is_loaded_is_otherwise() {
    assertThat(Judge.guard(finished()).verdict()).isEqualTo(Verdict.OTHERWISE);
    assertThat(Judge.guard(failed(ROLES, "guard", "null", 0, LONG)).verdict())
        .isEqualTo(Verdict.AS_ASSUMED);
    assertThat(Judge.guard(failed(ROLES, "copy", "gone", 0, LONG)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isolation_is_told_from_the_catalogue() {
    assertThat(Judge.isolation("{concurrency_model=1}").seen()).isEqualTo("SNAPSHOT");
    assertThat(Judge.isolation("Serializable  ").seen()).startsWith("SERIALIZABLE");
    assertThat(Judge.isolation("").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(Judge.isolation("Chaos").verdict()).isEqualTo(Verdict.OTHERWISE);
  }

  @Test
  void a_token_stands_for_one_statement() {
    assertThat(Judge.token("a", "a", 1).verdict()).isEqualTo(Verdict.AS_ASSUMED);
    assertThat(Judge.token("a", "b", 1).verdict()).isEqualTo(Verdict.OTHERWISE);
    assertThat(Judge.token("a", "b", 2).seen()).contains("ran 2 times");
    assertThat(Judge.tokenOfAFailure("a", "a").verdict()).isEqualTo(Verdict.AS_ASSUMED);
    assertThat(Judge.tokenOfAFailure("a", "b").verdict()).isEqualTo(Verdict.OTHERWISE);
  }

  @Test
  void every_bad_file_is_named_at_once_or_it_is_otherwise() {
    Set<String> bad = Set.of("a", "b");

    assertThat(Judge.badFiles(finished(), bad, bad, Duration.ZERO).verdict())
        .isEqualTo(Verdict.AS_ASSUMED);
    assertThat(Judge.badFiles(finished(), bad, bad, LONG).seen()).contains("only 2.0 s after");
    assertThat(Judge.badFiles(finished(), bad, Set.of("a"), LONG).verdict())
        .isEqualTo(Verdict.OTHERWISE);
    assertThat(Judge.badFiles(finished(), bad, Set.of("a", "b", "good"), Duration.ZERO).verdict())
        .isEqualTo(Verdict.OTHERWISE);
    assertThat(
            Judge.badFiles(failed(ROLES, "lock", "x", 0, LONG), bad, bad, Duration.ZERO).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void sizes_are_as_documented_or_otherwise() {
    assertThat(Judge.statementSize("", "too large").verdict()).isEqualTo(Verdict.AS_ASSUMED);
    assertThat(Judge.statementSize("too large", "too large").verdict())
        .isEqualTo(Verdict.OTHERWISE);
    assertThat(Judge.statementSize("", "").verdict()).isEqualTo(Verdict.OTHERWISE);
    assertThat(Judge.batchSize("").verdict()).isEqualTo(Verdict.AS_ASSUMED);
    assertThat(Judge.batchSize("too large").verdict()).isEqualTo(Verdict.OTHERWISE);
  }

  @Test
  void a_scratch_schema_that_is_an_hour_old_is_stale_and_nothing_else_is() {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    Control control = new Control(Prefix.parse("s3://control/pipes/"));
    Scratch own = Scratch.of(control, Samples.WAREHOUSE, now, "12ab");

    assertThat(own.schema()).isEqualTo("redshift_pipe_probe_20261121120000_12ab");
    assertThat(own.control().prefix())
        .hasToString("s3://control/pipes/probe/redshift_pipe_probe_20261121120000_12ab/");
    assertThat(Scratch.isStale(own.schema(), now)).isFalse();
    assertThat(Scratch.isStale(own.schema(), now.plus(Duration.ofMinutes(61)))).isTrue();
    assertThat(Scratch.isStale("redshift_pipe_probe_results", now)).isFalse();
    assertThat(Scratch.isStale("redshift_pipe", now)).isFalse();
  }

  @Test
  void a_load_of_the_probe_writes_nothing_outside_its_schema() {
    Scratch scratch =
        Scratch.of(
            new Control(Prefix.parse("s3://control/")), Samples.WAREHOUSE, Instant.EPOCH, "12ab");
    TargetTables own = TargetTables.of(scratch.table());

    assertThat(List.of(own.lock(), own.history(), own.errors()))
        .extracting(Table::schema)
        .containsOnly(scratch.schema());
  }

  @Test
  void an_outer_array_that_loads_is_otherwise() {
    assertThat(Judge.outerArray("failed: Load into table failed").verdict())
        .isEqualTo(Verdict.AS_ASSUMED);
    assertThat(Judge.outerArray("1 2").seen()).contains("loaded as rows: 1 2");
    assertThat(Judge.outerArray("").verdict()).isEqualTo(Verdict.OTHERWISE);
  }

  @Test
  void logical_types_of_avro_are_told_one_by_one() {
    Map<String, String> all =
        new TreeMap<>(
            Map.of(
                "date",
                "2024-01-31",
                "decimal",
                "12.34",
                "timestamp-millis",
                "2024-01-31 10:11:12"));
    assertThat(Judge.avroTypes(all).verdict()).isEqualTo(Verdict.AS_ASSUMED);

    all.put("date", "failed: Invalid Date Format");

    assertThat(Judge.avroTypes(all).verdict()).isEqualTo(Verdict.OTHERWISE);
    assertThat(Judge.avroTypes(all).seen())
        .startsWith("date: failed: Invalid Date Format; decimal: 12.34; timestamp-millis: 2024");
  }

  @Test
  void a_statement_has_exactly_the_bytes_that_were_asked_for() {
    for (int bytes : new int[] {200, 61_440, 102_400, 102_401}) {
      assertThat(ProbeSql.ofSize(bytes).sql()).hasSize(bytes).endsWith("')");
    }
  }

  private static Submitted finished() {
    return submitted(
        ROLES,
        new Answer(
            Status.FINISHED,
            "",
            1,
            ROLES.stream().map(role -> new Part(Status.FINISHED, "")).toList()));
  }

  private static Submitted late(String role, String error, Duration waited) {
    List<String> roles = new ArrayList<>(List.of("snapshot"));
    roles.addAll(ROLES);
    return failed(roles, role, error, 1, waited);
  }

  private static Submitted failed(
      List<String> roles, String role, String error, int lock, Duration waited) {
    List<Part> parts = new ArrayList<>();
    int failed = roles.indexOf(role);
    for (int i = 0; i < roles.size(); i++) {
      parts.add(
          new Part(
              i < failed ? Status.FINISHED : i == failed ? Status.FAILED : Status.ABORTED,
              i == failed ? error : "",
              i == lock ? waited : Duration.ZERO,
              -1));
    }
    return submitted(roles, new Answer(Status.FAILED, error, 1, parts));
  }

  private static Submitted submitted(List<String> roles, Answer answer) {
    Load load =
        new Load(
            Samples.batch("a.csv"),
            List.of(),
            roles.stream().map(role -> new Statement(role, "SELECT 1")).toList(),
            Samples.NOON);
    return new Submitted(load, "id", Samples.NOON, answer, 1, Duration.ZERO, false, false);
  }
}
