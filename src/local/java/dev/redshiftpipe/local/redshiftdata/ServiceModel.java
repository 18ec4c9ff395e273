package dev.redshiftpipe.local.redshiftdata;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The members of every operation and their constraints, as the service model of redshift-data
 * 2.50.2 has them. A member has the same constraint wherever it appears, but for {@code
 * MaxResults}. Members that the model does not know are passed over, as AWS does.
 */
final class ServiceModel {
  private static final String UUID_PATTERN =
      "[a-z0-9]{8}(-[a-z0-9]{4}){3}-[a-z0-9]{12}(:\\d{0,2})?";
  private static final String WORKGROUP_PATTERN =
      "[a-z0-9-]{3,63}|arn:(aws(-[a-z]+)*):redshift-serverless:[a-z]{2}(-gov|(-iso[a-z]?))?-[a-z]+"
          + "-\\d{1}:\\d{12}:workgroup/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private static final List<String> WAREHOUSE =
      List.of("ClusterIdentifier", "WorkgroupName", "SecretArn", "DbUser", "Database");
  private static final List<String> PAGE = List.of("NextToken", "MaxResults");
  private static final List<String> SUBMISSION =
      List.of(
          "WithEvent",
          "StatementName",
          "Parameters",
          "ClientToken",
          "ResultFormat",
          "SessionKeepAliveSeconds",
          "SessionId",
          "WaitTimeSeconds");

  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          entry("ExecuteStatement", List.of("Sql")),
          entry("BatchExecuteStatement", List.of("Sqls")),
          entry("DescribeStatement", List.of("Id")),
          entry("GetStatementResult", List.of("Id")),
          entry("GetStatementResultV2", List.of("Id")),
          entry("CancelStatement", List.of("Id")),
          entry("ListStatements", List.of()),
          entry("ListSessions", List.of()),
          entry("ListDatabases", List.of()),
          entry("ListSchemas", List.of("Database")),
          entry("ListTables", List.of("Database")),
          entry("DescribeTable", List.of("Database")));

  private static final Map<String, List<String>> OPTIONAL =
      Map.ofEntries(
          entry("ExecuteStatement", join(WAREHOUSE, SUBMISSION)),
          entry("BatchExecuteStatement", join(WAREHOUSE, SUBMISSION, List.of("ExecutionMode"))),
          entry("DescribeStatement", List.of("WaitTimeSeconds")),
          entry("GetStatementResult", List.of("NextToken", "WaitTimeSeconds")),
          entry("GetStatementResultV2", List.of("NextToken", "WaitTimeSeconds")),
          entry("CancelStatement", List.of()),
          entry(
              "ListStatements",
              join(WAREHOUSE, PAGE, List.of("StatementName", "Status", "RoleLevel"))),
          entry("ListSessions", join(WAREHOUSE, PAGE, List.of("SessionId", "Status", "RoleLevel"))),
          entry("ListDatabases", join(WAREHOUSE, PAGE)),
          entry(
              "ListSchemas", join(WAREHOUSE, PAGE, List.of("ConnectedDatabase", "SchemaPattern"))),
          entry(
              "ListTables",
              join(WAREHOUSE, PAGE, List.of("ConnectedDatabase", "SchemaPattern", "TablePattern"))),
          entry(
              "DescribeTable",
              join(WAREHOUSE, PAGE, List.of("ConnectedDatabase", "Schema", "Table"))));

  private final Map<String, Rule> rules = new HashMap<>();

  ServiceModel(Limits limits) {
    Rule uuid = Rule.Text.matching(0, Integer.MAX_VALUE, UUID_PATTERN);
    rules.put("Id", uuid);
    rules.put("SessionId", uuid);
    rules.put("Sqls", new Rule.Many(Rule.Text.ANY, limits.statementsPerBatch()));
    rules.put("ClientToken", Rule.Text.matching(1, 64, "(?s).*"));
    rules.put("StatementName", Rule.Text.matching(0, 2048, "(?s).*"));
    rules.put("ClusterIdentifier", Rule.Text.matching(1, 63, "[a-z][a-z0-9]*(-[a-z0-9]+)*"));
    rules.put("WorkgroupName", Rule.Text.matching(3, 128, WORKGROUP_PATTERN));
    rules.put("ResultFormat", Rule.Text.oneOf("JSON", "CSV"));
    rules.put("ExecutionMode", Rule.Text.oneOf("TRANSACTION", "AUTO_COMMIT"));
    rules.put(
        "Status",
        Rule.Text.oneOf("SUBMITTED", "PICKED", "STARTED", "FINISHED", "ABORTED", "FAILED", "ALL"));
    rules.put("SessionKeepAliveSeconds", new Rule.Number(0, 86_400));
    rules.put("WaitTimeSeconds", new Rule.Number(1, 30));
    rules.put("MaxResults", new Rule.Number(0, 1000));
    rules.put("WithEvent", new Rule.Flag());
    rules.put("RoleLevel", new Rule.Flag());
    rules.put(
        "Parameters",
        new Rule.Many(
            new Rule.Pair(
                "name",
                Rule.Text.matching(0, Integer.MAX_VALUE, "[0-9a-zA-Z_]+"),
                "value",
                Rule.Text.matching(1, Integer.MAX_VALUE, "(?s).*")),
            Integer.MAX_VALUE));
  }

  /**
   * Reads a request.
   *
   * @throws AwsError ValidationException with all that breaks a constraint, SerializationException
   *     for a value of the wrong type, UnknownOperationException
   */
  Request read(String operation, ObjectNode members) throws AwsError {
    List<String> required = REQUIRED.get(operation);
    if (required == null) {
      throw new AwsError(400, "UnknownOperationException", "no operation " + operation);
    }
    Violations violations = new Violations();
    for (String member : required) {
      if (members.path(member).isMissingNode() || members.path(member).isNull()) {
        violations.missing(lowerCamel(member));
      }
    }
    for (String member : join(required, OPTIONAL.getOrDefault(operation, List.of()))) {
      JsonNode value = members.path(member);
      if (!value.isMissingNode() && !value.isNull()) {
        rule(operation, member).check(lowerCamel(member), value, violations);
      }
    }
    violations.throwAny();
    return new Request(operation, members);
  }

  private Rule rule(String operation, String member) {
    if (operation.equals("ListStatements") && member.equals("MaxResults")) {
      return new Rule.Number(0, 100);
    }
    if (operation.equals("ListSessions") && member.equals("Status")) {
      return Rule.Text.oneOf("AVAILABLE", "BUSY", "CLOSED");
    }
    return rules.getOrDefault(member, Rule.Text.ANY);
  }

  private static String lowerCamel(String member) {
    return member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1);
  }

  @SafeVarargs
  private static List<String> join(List<String>... lists) {
    return Stream.of(lists).flatMap(List::stream).toList();
  }
}
