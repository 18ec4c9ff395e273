package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.load.AuditReport;
import java.io.PrintWriter;
import java.util.TreeMap;

/** How the result of a comparison of S3 with the load history is shown. */
final class ToldAudit {
  private ToldAudit() {}

  static void print(AuditReport report, PrintWriter out) {
    new TreeMap<>(report.byTable())
        .forEach(
            (table, counts) ->
                new TreeMap<>(counts.files())
                    .forEach(
                        (status, files) ->
                            out.printf(
                                "%-40s %-10s %18s %24s%n",
                                table,
                                status,
                                Plural.of(files, "file"),
                                Plural.of(counts.bytes().getOrDefault(status, 0L), "byte"))));
    report
        .unnamed()
        .first()
        .forEach(reason -> out.println("no table can be named for it: " + reason));
    if (report.unnamed().count() > 0) {
      out.printf(
          "%,d without a table: their messages are dead-lettered; change into, or their keys%n",
          report.unnamed().count());
    }
    if (report.hidden().count() > 0) {
      out.printf("hidden files, skipped: %s%n", report.hidden());
    }
    if (report.empty() > 0) {
      out.printf("empty objects (0 bytes), not loaded: %,d%n", report.empty());
    }
    if (report.passedOver() > 0) {
      out.printf("out of the range of time: %s%n", Plural.of(report.passedOver(), "file"));
    }
    out.printf(
        "%s listed, %,d missing, %,d written again%n",
        Plural.of(report.counts().listed(), "file"),
        report.counts().missing(),
        report.counts().rewritten());
  }

  static ObjectNode json(String pipe, AuditReport report) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("pipe", pipe)
            .put("listed", report.counts().listed())
            .put("missing", report.counts().missing())
            .put("rewritten", report.counts().rewritten())
            .put("unnamed", report.unnamed().count())
            .put("hidden", report.hidden().count())
            .put("empty", report.empty())
            .put("out-of-range", report.passedOver());
    report.hidden().first().forEach(json.putArray("hidden-files")::add);
    report.unnamed().first().forEach(json.putArray("unnamed-files")::add);
    ObjectNode tables = json.putObject("tables");
    report
        .byTable()
        .forEach(
            (table, counts) -> {
              ObjectNode one = tables.putObject(table);
              counts
                  .files()
                  .forEach(
                      (status, files) ->
                          one.putObject(status)
                              .put("files", files)
                              .put("bytes", counts.bytes().getOrDefault(status, 0L)));
            });
    return json;
  }
}
