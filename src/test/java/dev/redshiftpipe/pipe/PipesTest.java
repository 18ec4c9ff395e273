package dev.redshiftpipe.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.notification.Landed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipesTest {
  private final Pipe orders = Samples.orders();
  private final Pipe copies = Samples.pipe("copies", "s3://landing/ord", "raw.copies");
  private final Pipe all = Samples.pipe("all", "s3://landing", "raw.everything");
  private final Pipe elsewhere = Samples.pipe("elsewhere", "s3://other/orders/", "raw.elsewhere");
  private final Pipes pipes = new Pipes(List.of(orders, copies, all, elsewhere));

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

    assertThatThrownBy(() -> new Pipes(List.of(orders, twice)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pipe.orders.from")
        .hasMessageContaining("pipe.twice.from");
  }

  private static Landed addressed(Landed landed, String pipe) {
    return new Landed(landed.object(), landed.receipt(), landed.firstSeen(), Optional.of(pipe));
  }
}
