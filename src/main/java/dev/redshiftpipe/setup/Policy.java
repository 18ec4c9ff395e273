package dev.redshiftpipe.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A policy of a queue or a bucket. Its own statements have a Sid that says so; others stay. */
public final class Policy {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MARK = "RedshiftPipe";
  private static final String SID = "Sid";
  private static final String STATEMENT = "Statement";

  private final ObjectNode document;

  private Policy(ObjectNode document) {
    this.document = document;
  }

  /**
   * @param text empty for none
   * @throws IllegalArgumentException when it is no JSON object
   */
  public static Policy of(String text) {
    try {
      JsonNode read = text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
      if (read instanceof ObjectNode document) {
        return new Policy(document);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("is no JSON object");
  }

  /**
   * A statement that lets a service send to a queue, on behalf of these resources of an account.
   */
  public static ObjectNode mayWrite(
      String name, String service, String queueArn, List<String> sources, String account) {
    ObjectNode statement = statement(name, "Allow", queueArn);
    statement.putObject("Principal").put("Service", service);
    statement.put("Action", "sqs:SendMessage");
    ObjectNode condition = statement.putObject("Condition");
    ArrayNode arns = condition.putObject("ArnEquals").putArray("aws:SourceArn");
    sources.stream().sorted().forEach(arns::add);
    condition.putObject("StringEquals").put("aws:SourceAccount", account);
    return statement;
  }

  /** A statement that denies everything that does not come by TLS. */
  public static ObjectNode onlyByTls(String bucketArn) {
    ObjectNode statement = statement("OnlyByTls", "Deny", bucketArn);
    ArrayNode both = statement.putArray("Resource");
    both.add(bucketArn).add(bucketArn + "/*");
    statement.put("Principal", "*");
    statement.put("Action", "s3:*");
    statement.putObject("Condition").putObject("Bool").put("aws:SecureTransport", "false");
    return statement;
  }

  private static ObjectNode statement(String name, String effect, String resource) {
    return JSON.createObjectNode()
        .put(SID, MARK + name)
        .put("Effect", effect)
        .put("Resource", resource);
  }

  /**
   * The policy with these statements in place of its own ones; empty where nothing would be left.
   */
  public Optional<String> with(List<ObjectNode> own) {
    List<JsonNode> statements = new ArrayList<>();
    statements().stream().filter(statement -> !isOwn(statement)).forEach(statements::add);
    statements.addAll(own);
    if (statements.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode written = document.deepCopy();
    if (!written.has("Version")) {
      written.put("Version", "2012-10-17");
    }
    written.putArray(STATEMENT).addAll(statements);
    return Optional.of(written.toString());
  }

  /** Whether its own statements are these. */
  public boolean has(List<ObjectNode> own) {
    return statements().stream().filter(Policy::isOwn).toList().equals(own);
  }

  private List<JsonNode> statements() {
    List<JsonNode> all = new ArrayList<>();
    JsonNode given = document.path(STATEMENT);
    if (given.isArray()) {
      given.forEach(all::add);
    } else if (given.isObject()) {
      all.add(given);
    }
    return all;
  }

  private static boolean isOwn(JsonNode statement) {
    return statement.path(SID).asText().startsWith(MARK);
  }
}
