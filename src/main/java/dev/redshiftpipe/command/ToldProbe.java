package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.redshiftpipe.probe.Probed;
import java.io.PrintWriter;

/** What a probe has found out, for people and for programs. */
final class ToldProbe {
  private ToldProbe() {}

  static void print(ProbedWarehouse probed, PrintWriter out) {
    out.printf("%nprobe of warehouse.%s%n", probed.name());
    for (Probed answer : probed.answers()) {
      out.printf(
          "%s: %s: %s%n    assumed: %s%n",
          answer.question(), answer.verdict().text(), answer.seen(), answer.assumed());
    }
    probed.left().forEach(what -> out.printf("not removed: %s%n", what));
  }

  static void add(ProbedWarehouse probed, ArrayNode all) {
    String subject = "warehouse." + probed.name();
    for (Probed answer : probed.answers()) {
      all.addObject()
          .put("level", answer.verdict().text())
          .put("subject", subject + " " + answer.question())
          .put("text", answer.seen())
          .put("assumed", answer.assumed());
    }
    probed
        .left()
        .forEach(
            what ->
                all.addObject()
                    .put("level", "warning")
                    .put("subject", subject)
                    .put("text", "the probe could not remove " + what));
  }
}
