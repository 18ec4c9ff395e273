package dev.redshiftpipe.infer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Formats whose values have names, by which COPY finds their columns. */
final class NamedColumns {
  private NamedColumns() {}

  /**
   * With JSONPaths where a name cannot be that of its column. In these a name cannot have a quote
   * or a backslash: it is left out.
   */
  static Guess guess(
      String format, String options, List<Column> all, List<String> findings, List<String> doubts) {
    List<Column> columns =
        all.stream().filter(one -> !one.source().matches(".*['\\\\].*")).toList();
    all.stream()
        .filter(one -> !columns.contains(one))
        .forEach(
            one ->
                doubts.add(
                    one.source()
                        + ": left out, for JSONPaths cannot name it; give it another name"));
    boolean areSame = columns.stream().allMatch(one -> one.source().equals(one.name()));
    boolean areAlike =
        columns.stream().allMatch(one -> one.source().toLowerCase(Locale.ROOT).equals(one.name()));
    String detail = areSame ? "" : areAlike ? " 'auto ignorecase'" : " " + Guess.JSON_PATHS;
    if (areSame || areAlike) {
      return new Guess(format + detail, options, Map.of(), "", columns, findings, doubts);
    }
    ArrayNode paths = JsonNodeFactory.instance.arrayNode();
    columns.forEach(column -> paths.add("$['" + column.source() + "']"));
    String document = JsonNodeFactory.instance.objectNode().set("jsonpaths", paths).toString();
    return new Guess(format + detail, options, Map.of(), document, columns, findings, doubts);
  }
}
