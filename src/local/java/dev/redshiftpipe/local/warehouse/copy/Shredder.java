package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes JSON apart into the fields of a row. */
final class Shredder {
  private final List<TargetColumn> columns;
  private final List<Element> elements;
  private final boolean readsArrays;

  /**
   * @param elements one for each column
   */
  private Shredder(List<TargetColumn> columns, List<Element> elements, boolean readsArrays) {
    this.columns = columns;
    this.elements = elements;
    this.readsArrays = readsArrays;
  }

  /** Finds what fills a column; null when it is not there. */
  private interface Element {
    @Nullable JsonNode in(JsonNode row) throws BadField;
  }

  /**
   * @throws Refusal when the columns are not those that the mapping has
   */
  static Shredder of(Mapping mapping, List<TargetColumn> columns, ObjectSource objects)
      throws IOException, Refusal {
    return switch (mapping) {
      case Mapping.ByName names -> byName(columns, names.ignoresCase());
      case Mapping.ByPaths paths -> byPaths(columns, JsonPaths.read(objects, paths.url()));
      case Mapping.Whole whole -> whole(columns);
    };
  }

  private static Shredder byName(List<TargetColumn> columns, boolean ignoresCase) {
    List<Element> elements = new ArrayList<>();
    for (TargetColumn column : columns) {
      String name = column.name();
      elements.add(ignoresCase ? row -> memberInAnyCase(row, name) : row -> row.get(name));
    }
    return new Shredder(columns, elements, false);
  }

  private static Shredder byPaths(List<TargetColumn> columns, List<JsonPath> paths) throws Refusal {
    if (paths.isEmpty()) {
      return byName(columns, false);
    }
    if (paths.size() != columns.size()) {
      throw new Refusal(
          "Number of jsonpaths and the number of columns should match. JSONPath size: "
              + paths.size()
              + ", Number of columns in table or column list: "
              + columns.size(),
          "XX000");
    }
    List<Element> elements = new ArrayList<>();
    paths.forEach(path -> elements.add(path::in));
    return new Shredder(columns, elements, true);
  }

  private static Shredder whole(List<TargetColumn> columns) throws Refusal {
    if (columns.size() != 1 || !columns.getFirst().type().equals("super")) {
      throw new Refusal(
          "COPY with the noshred option needs a single column of type SUPER", "0A000");
    }
    return new Shredder(columns, List.of(row -> row), false);
  }

  /** Whether a row may be an array, which has no names. */
  boolean readsArrays() {
    return readsArrays;
  }

  /**
   * The fields in the order of the columns.
   *
   * @param raw the row as it was read
   */
  Row row(JsonNode row, long line, String raw) {
    List<@Nullable String> values = new ArrayList<>();
    try {
      for (int i = 0; i < columns.size(); i++) {
        values.add(text(elements.get(i).in(row), columns.get(i)));
      }
    } catch (BadField e) {
      return new Row.Broken(line, raw, e.code(), e.reason());
    }
    return new Row.Fields(line, raw, values, List.of());
  }

  private static @Nullable JsonNode memberInAnyCase(JsonNode object, String column) {
    return object.properties().stream()
        .filter(member -> member.getKey().toLowerCase(Locale.ROOT).equals(column))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String text(@Nullable JsonNode value, TargetColumn column) {
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isContainerNode() || column.type().equals("super")) {
      return value.toString();
    }
    return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
  }
}
