package dev.redshiftpipe.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.notification.Landed;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipesTest {
  private final Pipe orders = Samples.orders();
  private final Pipe copies = Samples.pipe("copies", "s3://landing/ord", "raw.copies");
  private final Pipe all = Samples.pipe("all", "s3://landing", "raw.everything");
  private final Pipe elsewhere = Samples.pipe("elsewhere", "s3://other/orders/", "raw.elsewhere");
  private final Pipes pipes = Pipes.of(orders, copies, all, elsewhere);

  @Test
  void every_pipe_whose_prefix_the_key_begins_with_wants_the_object() {
    assertThat(pipes.wanting(Samples.object("orders/2026/a.csv")))
        .containsExactlyInAnyOrder(orders, copies, all);
    assertThat(pipes.wanting(Samples.object("ordinary.csv")))
        .containsExactlyInAnyOrder(copies, all);
    assertThat(pipes.wanting(Samples.object("x"))).containsExactly(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders/", "orders/_temporary/0/part-0.csv"})
  void placeholders_of_folders_and_unfinished_output_are_wanted_by_none(String key) {
    assertThat(pipes.wanting(Samples.object(key))).isEmpty();
  }

  @Test
  void a_message_addressed_to_a_pipe_is_for_that_pipe_alone() {
    Landed landed = Samples.landed("orders/a.csv");

    assertThat(pipes.wanting(addressed(landed, "copies"))).containsExactly(copies);
    assertThat(pipes.wanting(addressed(landed, "gone"))).isEmpty();
  }

  @Test
  void two_pipes_that_overlap_and_share_a_table_are_refused() {
    Pipe twice = Samples.pipe("twice", "s3://landing/orders/2026/", "public.orders");

    assertThatThrownBy(() -> Pipes.of(orders, twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pipe.orders.from")
        .hasMessageContaining("pipe.twice.from");
  }

  @Nested
  class A_source_with_names {
    private final Pipes captured =
        new Pipes(
            List.of(
                rule("raw", "s3://landing/raw/{schema}/{table}/", "{schema}.{table}"),
                rule("by-day", "s3://landing/days/*/{table}/", "days.{table}"),
                rule("special", "s3://landing/raw/public/special/", "public.other")));

    @Test
    void gives_each_object_the_table_that_its_key_names() {
      assertThat(tables("raw/Sales/orders_2/x/a.csv")).containsExactly("sales.orders_2");
      assertThat(tables("days/2026-11-21/orders/a.csv")).containsExactly("days.orders");
      assertThat(tables("raw/orders/a.csv")).isEmpty();
    }

    @Test
    void may_meet_another_pipe_at_one_object_but_not_at_one_table() {
      assertThat(tables("raw/public/special/a.csv"))
          .containsExactlyInAnyOrder("public.special", "public.other");
      Pipes colliding =
          new Pipes(
              List.of(
                  rule("raw", "s3://landing/raw/{table}/", "public.{table}"),
                  rule("orders", "s3://landing/raw/orders/", "public.orders")));
      assertThatThrownBy(() -> colliding.wanting(Samples.object("raw/orders/a.csv")))
          .hasMessageContaining("s3://landing/raw/orders/a.csv")
          .hasMessageContaining("default:public.orders");
    }

    @Test
    void refuses_a_captured_text_that_is_no_name() {
      assertThatThrownBy(() -> captured.wanting(Samples.object("raw/a/b; DROP TABLE x/f.csv")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("pipe.raw.into")
          .hasMessageContaining("b; drop table x");
    }

    @Test
    void is_found_among_ten_thousand_pipes() {
      Pipes many =
          new Pipes(
              IntStream.range(0, 10_000)
                  .mapToObj(i -> rule("p" + i, "s3://landing/p" + i + "/{t}/", "p.{t}"))
                  .toList());

      assertThat(many.wanting(Samples.object("p7777/orders/a.csv")))
          .extracting(Pipe::name)
          .containsExactly("p7777");
    }

    private List<String> tables(String key) {
      return captured.wanting(Samples.object(key)).stream()
          .map(pipe -> pipe.into().toString())
          .toList();
    }

    private static PipeRule rule(String name, String from, String into) {
      Source source = Source.parse(from);
      return new PipeRule(
          name,
          source,
          "",
          Destination.parse(into, source.names()),
          table -> Samples.pipe(name, source.begin().toString(), table.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://lake/raw-{table}/",
        "s3://lake/{table}.csv",
        "s3://{bucket}/x/",
        "s3://lake/{Table}/",
        "s3://lake/{a}/{a}/",
        "s3://lake/x**/"
      })
  void a_source_with_half_a_pattern_is_refused(String from) {
    assertThatThrownBy(() -> Source.parse(from)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Landed addressed(Landed landed, String pipe) {
    return new Landed(landed.object(), landed.receipt(), landed.firstSeen(), Optional.of(pipe));
  }
}
