package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.load.TakenBack;
import java.io.PrintWriter;
import java.util.TreeMap;

/** How files that were taken back, or would be, are shown. */
final class ToldTakeBack {
  private ToldTakeBack() {}

  /**
   * @param names whether files are named, too
   */
  static void print(TakenBack taken, boolean names, PrintWriter out) {
    new TreeMap<>(taken.byTable())
        .forEach(
            (table, kinds) ->
                kinds.forEach(
                    kind ->
                        out.printf(
                            "%-40s %-10s %18s %24s  %s%n",
                            table,
                            kind.status(),
                            Plural.of(kind.files(), "file"),
                            Plural.of(kind.bytes(), "byte"),
                            kind.reason())));
    if (names) {
      taken.files().forEach(file -> out.printf("%s: %s%n", file.status(), file.url()));
    }
  }

  static ObjectNode json(String pipe, boolean isDryRun, TakenBack taken) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("pipe", pipe)
            .put("found", taken.found())
            .put("taken-back", isDryRun ? 0 : taken.found())
            .put("sent", taken.sent());
    ObjectNode tables = json.putObject("tables");
    new TreeMap<>(taken.byTable())
        .forEach(
            (table, kinds) -> {
              ArrayNode all = tables.putArray(table);
              kinds.forEach(
                  kind ->
                      all.addObject()
                          .put("status", kind.status())
                          .put("reason", kind.reason())
                          .put("files", kind.files())
                          .put("bytes", kind.bytes()));
            });
    ArrayNode files = json.putArray("files");
    taken
        .files()
        .forEach(
            file ->
                files
                    .addObject()
                    .put("url", file.url())
                    .put("status", file.status())
                    .put("reason", file.reason()));
    return json;
  }
}
