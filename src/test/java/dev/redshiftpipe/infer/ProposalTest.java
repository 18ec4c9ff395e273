package dev.redshiftpipe.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.pipe.Prefix;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProposalTest {
  @ParameterizedTest
  @CsvSource({
    "s3://lake/raw/Orders-EU/, orders_eu",
    "s3://lake/raw/orders/year=2024/01/, orders",
    "s3://my.landing/, my_landing",
    "s3://lake/order/, order_",
    "s3://lake/2024/01/, lake",
    "s3://lake/1st/, _1st",
  })
  void a_table_is_named_after_its_folder(String address, String name) {
    assertThat(proposal(address, "csv", "").into().name()).isEqualTo(name);
  }

  @Test
  void settings_go_into_a_file_with_backslashes_doubled() {
    Proposal proposal = proposal("s3://lake/orders/", "delimited", "DELIMITER '\\t'");

    assertThat(proposal.settings()).containsEntry("pipe.orders.options", "DELIMITER '\\t'");
    assertThat(proposal.properties())
        .contains("pipe.orders.from    = s3://lake/orders/")
        .contains("pipe.orders.options = DELIMITER '\\\\t'")
        .doesNotContain("suffix", "columns");
  }

  @Test
  void a_table_says_which_names_were_changed() {
    Proposal proposal = proposal("s3://lake/orders/", "csv", "");

    assertThat(proposal.createTable())
        .isEqualTo(
            """
            CREATE TABLE public.orders (
              id INTEGER,
              full_name VARCHAR(64) -- "Full Name" in the files; a note
            )""");
  }

  @ParameterizedTest
  @CsvSource({
    "Full Name, full_name",
    "Größe (cm), grosse_cm",
    "2nd, _2nd",
    "user, user_",
    "a.b-c, a_b_c",
    "_id, _id",
    "'', column_1",
    "日本, column_1",
    "$ amount, amount_2",
  })
  void names_are_folded_to_what_needs_no_quotes(String source, String name) {
    ColumnNames names = new ColumnNames();
    names.of("amount");

    assertThat(names.of(source)).isEqualTo(name);
  }

  @Test
  void a_name_comes_once() {
    ColumnNames names = new ColumnNames();

    assertThat(List.of(names.of("a b"), names.of("A-B"), names.of("a_b_2"), names.of("a b")))
        .containsExactly("a_b", "a_b_2", "a_b_2_2", "a_b_3");
  }

  @Test
  void the_newest_the_oldest_and_some_between_are_looked_at() {
    List<Listed> objects =
        IntStream.range(0, 100)
            .mapToObj(i -> listed("orders/%02d.csv".formatted(i), 10, i))
            .toList();

    Selection selection = Selection.of(objects, "orders/", "", 3);

    assertThat(selection.samples())
        .extracting(Listed::key)
        .containsExactly("orders/99.csv", "orders/49.csv", "orders/00.csv");
    assertThat(selection.of()).isEqualTo(100);
    assertThat(selection.suffix()).isEmpty();
  }

  @Test
  void what_lies_beside_the_files_makes_a_suffix() {
    Selection selection =
        Selection.of(
            List.of(
                listed("orders/a.csv.gz", 10, 1),
                listed("orders/b.csv.gz", 10, 2),
                listed("orders/c.json", 10, 3),
                listed("orders/_SUCCESS", 0, 4),
                listed("orders/_delta_log/0.json", 10, 5),
                listed("orders/empty.csv.gz", 0, 6),
                listed("orders/", 0, 5)),
            "orders/",
            "",
            10);

    assertThat(selection.suffix()).isEqualTo(".csv.gz");
    assertThat(selection.others())
        .containsExactly("1 .json", "2 hidden, such as orders/_SUCCESS", "1 empty");
    assertThat(selection.samples()).hasSize(2);
  }

  @Test
  void files_that_are_packed_are_of_one_kind_with_those_that_are_not() {
    List<Listed> objects =
        List.of(listed("a.csv", 10, 1), listed("b.csv.gz", 10, 2), listed("c.json", 10, 3));

    Selection alone = Selection.of(objects.subList(0, 2), "", "", 10);
    Selection beside = Selection.of(objects, "", "", 10);

    assertThat(alone.samples()).extracting(Listed::key).containsExactly("b.csv.gz", "a.csv");
    assertThat(alone.others()).isEmpty();
    assertThat(beside.suffix()).isEmpty();
    assertThat(beside.others()).anyMatch(one -> one.contains("no suffix fits"));
  }

  @Test
  void a_folder_without_files_is_told() {
    assertThatThrownBy(() -> Selection.of(List.of(listed("a.csv", 0, 1)), "", "", 10))
        .isInstanceOf(InferException.class)
        .hasMessageContaining("no file with anything in it");
  }

  private static Listed listed(String key, long size, int second) {
    return new Listed(key, size, Instant.ofEpochSecond(second));
  }

  private static Proposal proposal(String address, String format, String options) {
    Guess guess =
        new Guess(
            format,
            options,
            Map.of(),
            "",
            List.of(
                new Column("id", "id", "INTEGER", ""),
                new Column("Full Name", "full_name", "VARCHAR(64)", "a note")),
            List.of(),
            List.of());
    return Proposal.of("", "", Prefix.parse(address), "", guess, List.of());
  }
}
