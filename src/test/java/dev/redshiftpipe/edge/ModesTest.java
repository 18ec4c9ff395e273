package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.load.Answer.Status;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the statements of each mode do to a table, run by the stand-in's warehouse. */
class ModesTest {
  @RegisterExtension static final AnsweringWarehouse warehouse = new AnsweringWarehouse();
  private static int tableNumber;

  private final Transactions transactions =
      new Transactions(new Control(Prefix.parse("s3://control/")), BuiltIn::sql);
  private String table = "public.t" + ++tableNumber;
  private int files;

  @BeforeEach
  void a_table_with_two_rows() {
    warehouse.run(
        "CREATE TABLE %s (id INT NOT NULL, name VARCHAR(20) DEFAULT 'none', seq INT)"
            .formatted(table));
    warehouse.run("INSERT INTO %s VALUES (1, 'Ada', 10), (2, 'Grace', 10)".formatted(table));
  }

  @Nested
  class An_upsert {
    @Test
    void takes_the_place_of_rows_with_its_keys_and_adds_the_others() {
      load(upsert("order-by = seq"), "2,Hopper,11\n3,Jean,1\n");

      assertThat(rows()).containsExactly("1|Ada|10", "2|Hopper|11", "3|Jean|1");
    }

    @Test
    void leaves_rows_alone_that_are_newer() {
      load(upsert("order-by = seq"), "1,late,9\n");

      assertThat(rows()).containsExactly("1|Ada|10", "2|Grace|10");
    }

    @Test
    void of_rows_that_are_as_new_takes_the_one_with_the_greater_values() {
      load(upsert("order-by = seq"), "1,Abe,10\n2,Zoe,10\n3,,5\n3,b,5\n3,a,5\n");
      load(upsert("order-by = seq"), "2,Grace,10\n");

      assertThat(rows()).containsExactly("1|Ada|10", "2|Zoe|10", "3|b|5");
    }

    @Test
    void without_an_order_takes_the_greater_of_two_rows_in_one_batch() {
      load(upsert(), "3,a,1\n3,c,1\n3,b,1\n");

      assertThat(rows()).containsExactly("1|Ada|10", "2|Grace|10", "3|c|1");
    }

    @Test
    void takes_the_newest_of_several_rows_of_a_key() {
      load(upsert("order-by = seq"), "1,b,12\n1,c,13\n1,a,11\n");

      assertThat(rows()).containsExactly("1|c|13", "2|Grace|10");
    }

    @Test
    void takes_a_row_without_an_order_for_the_oldest() {
      warehouse.run("INSERT INTO %s VALUES (3, 'undated', NULL)".formatted(table));

      load(upsert("order-by = seq"), "1,undated,\n3,dated,1\n4,new,\n");

      assertThat(rows()).containsExactly("1|Ada|10", "2|Grace|10", "3|dated|1", "4|new|");
    }

    @Test
    void without_an_order_is_the_last_one_that_counts() {
      load(upsert(), "1,first,1\n");
      load(upsert(), "1,last,0\n");

      assertThat(rows()).containsExactly("1|last|0", "2|Grace|10");
    }

    @Test
    void compares_one_column_of_the_order_after_the_other() {
      load(upsert("order-by = seq, name"), "1,Abe,10\n2,Zoe,10\n");

      assertThat(rows()).containsExactly("1|Ada|10", "2|Zoe|10");
    }

    @Test
    void fills_what_the_columns_do_not_name_with_defaults() {
      load(upsert("columns = seq, id"), "5,2\n6,3\n");

      assertThat(rows()).containsExactly("1|Ada|10", "2|none|5", "3|none|6");
    }

    @Test
    void fails_as_a_whole_when_a_row_has_no_key() {
      Submitted failed =
          submit(upsert("stage-columns = id INT, name VARCHAR(20), seq INT"), ",x,1\n");

      assertThat(failed.failedRole()).isEqualTo("keys");
      assertThat(rows()).containsExactly("1|Ada|10", "2|Grace|10");
    }

    @Test
    void may_select_what_the_table_keeps() {
      load(
          upsert(
              "stage-columns = day VARCHAR(10), who VARCHAR(20), id INT",
              "select = SELECT id, UPPER(who), EXTRACT(DAY FROM TO_DATE(day, 'MM/DD/YYYY'))::INT FROM stage"),
          "11/21/2026,ada,1\n");

      assertThat(rows()).containsExactly("1|ADA|21", "2|Grace|10");
    }
  }

  @Nested
  class A_change {
    @Test
    void deletes_what_is_older_and_not_what_is_as_new() {
      load(cdc(), "D,1,,11\nD,2,,10\n");

      assertThat(rows()).containsExactly("2|Grace|10");
    }

    @Test
    void that_inserts_what_is_deleted_at_the_same_time_ends_with_the_row() {
      load(cdc(), "D,1,,11\nI,1,again,11\nI,3,new,11\nD,3,,11\n");
      load(cdc(), "D,2,,11\n");
      load(cdc(), "I,2,again,11\n");
      load(cdc(), "D,2,,11\n");

      assertThat(rows()).containsExactly("1|again|11", "2|again|11", "3|new|11");
    }

    @Test
    void that_deletes_late_does_nothing() {
      load(cdc(), "D,1,,9\n");

      assertThat(rows()).containsExactly("1|Ada|10", "2|Grace|10");
    }

    @Test
    void that_comes_later_than_the_deletion_and_is_older_brings_nothing_back() {
      load(cdc(), "D,1,,12\n");
      load(cdc(), "U,1,late,11\n");

      assertThat(rows()).containsExactly("2|Grace|10");
    }

    @Test
    void that_is_newer_than_the_deletion_makes_a_row_again() {
      load(cdc(), "D,1,,12\n");
      load(cdc(), "I,1,again,13\n");
      load(cdc(), "D,1,,12\n");

      assertThat(rows()).containsExactly("1|again|13", "2|Grace|10");
    }

    @Test
    void of_one_key_in_one_file_counts_by_its_order() {
      load(cdc(), "U,1,a,11\nD,1,,12\nI,1,b,13\nI,3,x,1\nD,3,,2\n");

      assertThat(rows()).containsExactly("1|b|13", "2|Grace|10");
    }

    @Test
    void without_an_order_that_deletes_wins_over_all_that_is_known() {
      load(cdc(), "U,1,a,20\nD,1,,\nD,2,,\n");
      load(cdc(), "U,1,late,19\nU,1,equal,20\nU,2,late,10\n");

      assertThat(rows()).isEmpty();

      load(cdc(), "U,1,newer,21\n");

      assertThat(rows()).containsExactly("1|newer|21");
    }

    @Test
    void that_deletes_may_be_all_there_is() {
      load(cdc(), "D,7,,2\n");
      load(cdc(), "I,7,late,1\n");

      assertThat(rows()).containsExactly("1|Ada|10", "2|Grace|10");
    }

    @Test
    void in_files_without_operations_is_an_upsert_that_respects_deletions() {
      load(cdc(), "D,1,,12\n");
      load(pipe("mode = cdc", "keys = id", "order-by = seq"), "1,full,11\n3,full,1\n");

      assertThat(rows()).containsExactly("2|Grace|10", "3|full|1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void makes_the_same_table_in_any_order_in_any_batches_two_at_a_time(long seed) {
      Random random = new Random(seed);
      List<String> changes = new ArrayList<>();
      Map<Integer, String> expected = new TreeMap<>(Map.of(1, "1|Ada|10", 2, "2|Grace|10"));
      for (int seq = 11; seq < 71; seq++) {
        int id = random.nextInt(6);
        boolean isDeletion = random.nextInt(3) == 0;
        changes.add(
            isDeletion ? "D,%d,,%d".formatted(id, seq) : "U,%d,n%d,%d".formatted(id, seq, seq));
        if (isDeletion) {
          expected.remove(id);
        } else {
          expected.put(id, "%d|n%d|%d".formatted(id, seq, seq));
        }
      }
      Collections.shuffle(changes, random);

      Pipe pipe = cdc();
      while (!changes.isEmpty()) {
        List<CompletableFuture<Submitted>> two = new ArrayList<>();
        for (int process = 0; process < 2 && !changes.isEmpty(); process++) {
          List<String> names = new ArrayList<>();
          for (int file = 0; file < 1 + random.nextInt(3) && !changes.isEmpty(); file++) {
            List<String> some = changes.subList(0, Math.min(changes.size(), 1 + random.nextInt(8)));
            names.add(put(String.join("\n", some) + "\n"));
            some.clear();
          }
          Load load = prepared(pipe, names);
          two.add(CompletableFuture.supplyAsync(() -> warehouse.ended(load)));
        }
        assertThat(two).allMatch(one -> one.join().status() == Status.FINISHED);
      }

      assertThat(rows()).containsExactlyElementsOf(expected.values());
    }

    /** Changes of few keys at few times: which one is the last cannot be known, but it is one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void makes_the_same_table_of_changes_at_one_time_in_any_order_in_any_batches(long seed) {
      Random random = new Random(seed);
      List<String> changes = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        int seq = 11 + random.nextInt(3);
        changes.add(
            random.nextInt(3) == 0
                ? "D,%d,,%d".formatted(random.nextInt(6), seq)
                : "U,%d,%s,%d"
                    .formatted(random.nextInt(6), random.nextBoolean() ? "n" + i : "", seq));
      }
      List<List<String>> tables = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        Collections.shuffle(changes, random);
        List<String> rest = new ArrayList<>(changes);
        while (!rest.isEmpty()) {
          List<String> some = rest.subList(0, Math.min(rest.size(), 1 + random.nextInt(30)));
          load(cdc(), String.join("\n", some) + "\n");
          some.clear();
        }
        tables.add(rows());
        table = "public.t" + ++tableNumber;
        a_table_with_two_rows();
      }

      assertThat(tables.get(0)).isEqualTo(tables.get(1)).isEqualTo(tables.get(2)).isNotEmpty();
    }

    private Pipe cdc() {
      return pipe("mode = cdc", "keys = id", "order-by = seq", "operation-column = op");
    }
  }

  @Nested
  class A_replacement {
    @Test
    void takes_the_place_of_all_rows() {
      load(pipe("mode = replace"), "7,x,1\n");

      assertThat(rows()).containsExactly("7|x|1");
    }

    @Test
    void with_no_rows_empties_the_table() {
      load(pipe("mode = replace"), "");

      assertThat(rows()).isEmpty();
    }

    @Test
    void that_fails_leaves_the_rows_that_were_there() {
      Submitted failed = submit(pipe("mode = replace"), "x,y,z\n");

      assertThat(failed.failedRole()).isEqualTo("copy");
      assertThat(rows()).containsExactly("1|Ada|10", "2|Grace|10");
    }
  }

  @Nested
  class Statements_behind_a_load {
    @Test
    void are_committed_with_it() {
      load(
          pipe("then = UPDATE %s SET name = 'later; or not' WHERE id = 1".formatted(table)),
          "3,Jean,1\n");

      assertThat(rows()).containsExactly("1|later; or not|10", "2|Grace|10", "3|Jean|1");
    }

    @Test
    void that_fail_take_it_back_and_hold_the_lane() {
      Submitted failed = submit(pipe("then = DELETE FROM public.nothing_such"), "3,Jean,1\n");

      assertThat(failed.failedRole()).isEqualTo("then-1");
      assertThat(failed.consequence().route()).isEqualTo("hold");
      assertThat(rows()).containsExactly("1|Ada|10", "2|Grace|10");
    }
  }

  private Pipe upsert(String... more) {
    return pipe(
        Stream.concat(Stream.of("mode = upsert", "keys = id"), Stream.of(more))
            .toArray(String[]::new));
  }

  private Pipe pipe(String... lines) {
    return Samples.pipeWith(
        Stream.concat(Stream.of("into = " + table), Stream.of(lines)).toArray(String[]::new));
  }

  private void load(Pipe pipe, String content) {
    Submitted ended = submit(pipe, content);
    assertThat(ended.status()).as(ended.reason()).isEqualTo(Status.FINISHED);
  }

  private Submitted submit(Pipe pipe, String content) {
    return warehouse.ended(prepared(pipe, List.of(put(content))));
  }

  private String put(String content) {
    String key = "orders/%s-%d.csv".formatted(table, ++files);
    warehouse.put(key, content);
    return key;
  }

  private Load prepared(Pipe pipe, List<String> keys) {
    Batch batch = Samples.batch(pipe, keys.toArray(String[]::new));
    warehouse.create(batch);
    Load load = transactions.load(batch, warehouse.columns(pipe), Samples.NOON);
    warehouse.prepare(load);
    return load;
  }

  private List<String> rows() {
    return warehouse.rows("SELECT id, name, seq FROM %s ORDER BY id".formatted(table));
  }
}
