package dev.redshiftpipe.setup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** A policy document of IAM, while it is written: statements that allow, nothing else. */
final class Permissions {
  private static final String VERSION = "2012-10-17";

  private final ObjectNode document = empty();
  private final ArrayNode statements = document.putArray("Statement");

  /** A document without statements. */
  static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode().put("Version", VERSION);
  }

  /** Allows actions on resources; nothing where there is no resource. */
  Permissions allow(String sid, Collection<String> resources, String... actions) {
    if (!resources.isEmpty() && actions.length > 0) {
      ObjectNode statement = statements.addObject().put("Sid", sid).put("Effect", "Allow");
      List.of(actions).forEach(statement.putArray("Action")::add);
      new TreeSet<>(resources).forEach(statement.putArray("Resource")::add);
    }
    return this;
  }

  Permissions allow(String sid, String resource, String... actions) {
    return allow(sid, List.of(resource), actions);
  }

  /** The same, where something is so. */
  Permissions allowIf(boolean isSo, String sid, String resource, String... actions) {
    return isSo ? allow(sid, resource, actions) : this;
  }

  /** What reading, or reading and writing, with keys of one's own takes. */
  Permissions keys(List<String> keys, boolean writes) {
    return writes
        ? allow("Keys", keys, "kms:Decrypt", "kms:GenerateDataKey")
        : allow("Keys", keys, "kms:Decrypt");
  }

  ObjectNode document() {
    return document;
  }
}
