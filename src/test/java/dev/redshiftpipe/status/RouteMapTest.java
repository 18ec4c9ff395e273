package dev.redshiftpipe.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.redshiftpipe.status.RouteMap.Kind;
import dev.redshiftpipe.status.RouteMap.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RouteMapTest {
  private final RouteMap map = new RouteMap();

  @Test
  void what_hands_on_stands_above_what_it_hands_on_to() throws Exception {
    nodes("queue", "receive", "batch", "load");
    join("queue receive", "receive batch", "batch load", "receive load");

    Map<String, JsonNode> drawn = drawn();

    assertThat(List.of("queue", "receive", "batch", "load"))
        .extracting(id -> Objects.requireNonNull(drawn.get(id)).path("y").asInt())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void a_way_that_closes_a_circle_leads_back() throws Exception {
    nodes("load", "settle", "again");
    join("load settle", "settle again", "again load");

    List<String> back = new ArrayList<>();
    read()
        .path("ways")
        .forEach(
            way -> {
              if (way.path("back").asBoolean()) {
                back.add(way.path("from").asText() + " " + way.path("to").asText());
              }
            });

    assertThat(back).containsExactly("again load");
  }

  @Test
  void a_way_begins_and_ends_at_its_nodes_and_passes_every_row_between() throws Exception {
    nodes("a", "b", "c", "d");
    join("a b", "b c", "c d", "a d", "d a");

    JsonNode drawing = read();
    Map<String, JsonNode> drawn = drawn();

    for (JsonNode way : drawing.path("ways")) {
      JsonNode points = way.path("points");
      JsonNode from = Objects.requireNonNull(drawn.get(way.path("from").asText()));
      JsonNode to = Objects.requireNonNull(drawn.get(way.path("to").asText()));
      assertThat(points.get(0).get(0)).isEqualTo(from.path("x"));
      assertThat(points.get(0).get(1)).isEqualTo(from.path("y"));
      assertThat(points.get(points.size() - 1).get(0)).isEqualTo(to.path("x"));
      assertThat(points.get(points.size() - 1).get(1)).isEqualTo(to.path("y"));
      for (int i = 1; i < points.size(); i++) {
        int rise = points.get(i).get(1).asInt() - points.get(i - 1).get(1).asInt();
        assertThat(rise).isEqualTo(way.path("back").asBoolean() ? -RouteMap.ROW : RouteMap.ROW);
      }
    }
  }

  @Test
  void no_two_nodes_overlap_and_all_lie_within_the_drawing() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ids.add("n" + i);
    }
    nodes(ids.toArray(String[]::new));
    for (int i = 0; i < 40; i++) {
      join("n" + i + " n" + (i * 7 + 3) % 40, "n" + i + " n" + (i * i + 1) % 40);
    }

    JsonNode drawing = read();
    List<JsonNode> all = new ArrayList<>(drawn().values());

    for (JsonNode one : all) {
      assertThat(one.path("x").asInt()).isBetween(0, drawing.path("width").asInt());
      assertThat(one.path("y").asInt()).isBetween(0, drawing.path("height").asInt());
      for (JsonNode other : all) {
        boolean isSameRow = one.path("y").equals(other.path("y"));
        if (one != other && isSameRow) {
          assertThat(Math.abs(one.path("x").asInt() - other.path("x").asInt()))
              .isGreaterThanOrEqualTo(RouteMap.COLUMN - 1);
        }
      }
    }
  }

  @Test
  void a_drawing_of_nothing_is_empty() throws Exception {
    assertThat(read().path("nodes")).isEmpty();
  }

  @Test
  void a_way_to_nowhere_is_refused() {
    nodes("a");
    map.join("a", "b");

    assertThatThrownBy(map::json).hasMessageContaining("from=a, to=b");
  }

  private void nodes(String... ids) {
    for (String id : ids) {
      map.add(new Node(id, Kind.ROUTE, "what " + id + " does", ""));
    }
  }

  private void join(String... ways) {
    for (String way : ways) {
      String[] ends = way.split(" ");
      map.join(ends[0], ends[1]);
    }
  }

  private Map<String, JsonNode> drawn() throws Exception {
    Map<String, JsonNode> drawn = new HashMap<>();
    read().path("nodes").forEach(node -> drawn.put(node.path("id").asText(), node));
    return drawn;
  }

  private JsonNode read() throws Exception {
    return JsonMapper.builder().build().readTree(map.json());
  }
}
