package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * ListDatabases, ListSchemas, ListTables and DescribeTable: one query of the catalogue each, read
 * anew for every page, on a connection of its own to {@code Database}.
 */
final class Catalogue implements Operation {
  private static final int PAGE = 1000;

  private final PausableSessions sessions;
  private final Account account;
  private final String listName;
  private final CatalogueQuery query;
  private final Function<List<@Nullable Object>, JsonNode> form;

  /**
   * @param listName the answer's member that the rows become
   * @param form what one row of the query becomes
   */
  Catalogue(
      PausableSessions sessions,
      Account account,
      String listName,
      CatalogueQuery query,
      Function<List<@Nullable Object>, JsonNode> form) {
    this.sessions = sessions;
    this.account = account;
    this.listName = listName;
    this.query = query;
    this.form = form;
  }

  @Override
  public ObjectNode answer(Request request) throws AwsError {
    Target target = Target.of(request, account);
    sessions.requireRunning();
    long start = PageToken.start(request, request.operation());
    int size = request.number("MaxResults").filter(most -> most > 0).orElse(PAGE);
    List<List<@Nullable Object>> rows = read(target, query.parameters(request));
    ObjectNode answer = Json.object();
    request.text("Table").ifPresent(table -> answer.put("TableName", table));
    ArrayNode list = answer.putArray(listName);
    rows.stream().skip(start).limit(size).forEach(row -> list.add(form.apply(row)));
    if (rows.size() > start + size) {
      PageToken.put(answer, request.operation(), start + size);
    }
    return answer;
  }

  private List<List<@Nullable Object>> read(Target target, Map<String, String> parameters)
      throws AwsError {
    try (Session session = sessions.open(target.database(), target.connectingUser())) {
      return session.execute(query.sql(), parameters).rows();
    } catch (SqlError error) {
      throw Refusals.noConnection(String.valueOf(error.getMessage()));
    }
  }
}
