package dev.redshiftpipe.infer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;

/** Formats whose values have names, by which COPY finds their columns. */
final class NamedColumns {
  private NamedColumns() {}

  /** With JSONPaths where a name cannot be that of its column. */
  static Guess guess(
      String format,
      String options,
      List<Column> columns,
      List<String> findings,
      List<String> doubts) {
    boolean areSame = columns.stream().allMatch(one -> one.source().equals(one.name()));
    boolean areAlike =
        columns.stream().allMatch(one -> one.source().toLowerCase(Locale.ROOT).equals(one.name()));
    String detail = areSame ? "" : areAlike ? " 'auto ignorecase'" : " " + Guess.JSON_PATHS;
    if (areSame || areAlike) {
      return new Guess(format + detail, options, "", "", columns, findings, doubts);
    }
    ArrayNode paths = JsonNodeFactory.instance.arrayNode();
    columns.forEach(column -> paths.add("$['" + column.source().replace("'", "\\'") + "']"));
    String document = JsonNodeFactory.instance.objectNode().set("jsonpaths", paths).toString();
    return new Guess(format + detail, options, "", document, columns, findings, doubts);
  }
}
