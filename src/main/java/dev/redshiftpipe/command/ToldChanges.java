package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redshiftpipe.setup.Change;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Changes, shown as they are told; as one JSON document when all are. */
final class ToldChanges {
  private final PrintWriter out;
  private final Output output;
  private final boolean isDryRun;
  private final Map<Change.Kind, Integer> counts = new EnumMap<>(Change.Kind.class);
  private final ArrayNode all = JsonNodeFactory.instance.arrayNode();

  ToldChanges(PrintWriter out, Output output, boolean isDryRun) {
    this.out = out;
    this.output = output;
    this.isDryRun = isDryRun;
  }

  void tell(Change change) {
    counts.merge(change.kind(), 1, Integer::sum);
    if (output == Output.json) {
      all.addObject()
          .put("change", name(change.kind()))
          .put("subject", change.subject())
          .put("text", change.text());
    } else {
      out.printf("%-8s %s: %s%n", name(change.kind()), change.subject(), change.text());
      out.flush();
    }
  }

  /** What came of all of it. */
  void end() {
    if (output == Output.json) {
      out.println(all.toPrettyString());
      return;
    }
    out.printf(
        "%s%d made, %d changed, %d removed, %d as they should be, %d to be done by hand%n",
        isDryRun ? "nothing was done; it would be " : "",
        count(Change.Kind.MAKE),
        count(Change.Kind.CHANGE),
        count(Change.Kind.REMOVE),
        count(Change.Kind.KEEP),
        count(Change.Kind.BY_HAND));
  }

  private int count(Change.Kind kind) {
    return counts.getOrDefault(kind, 0);
  }

  private static String name(Change.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
