package dev.redshiftpipe.setup;

import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.SqlTemplate;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.pipe.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The SQL of data shares. What is missing is added; what a share has besides stays, because who
 * added it by hand wanted it.
 */
public final class ShareSql {
  private final SqlTemplate ask;

  /**
   * @param sql gives the text of a file of {@code sql/} by its name
   */
  public ShareSql(Function<String, String> sql) {
    this.ask = new SqlTemplate("sql/shares.sql", sql.apply("shares.sql"));
  }

  /** Asks for a share: rows of what (share, object, new, consumer), and two texts. */
  public List<Statement> ask(String share) {
    return ask.fill(Map.of("share", Sql.literal(share))).subList(0, 1);
  }

  /** Asks for the databases that are made from shares: their names. */
  public List<Statement> databases() {
    return ask.fill(Map.of("share", Sql.literal(""))).subList(1, 2);
  }

  /** Reads the answer to {@link #ask}. */
  public static ShareState read(List<List<String>> rows) {
    boolean exists = false;
    boolean isPublic = false;
    String producer = "";
    Set<String> objects = new HashSet<>();
    Set<String> includesNew = new HashSet<>();
    Set<String> consumers = new HashSet<>();
    for (List<String> row : rows) {
      switch (row.get(0)) {
        case "share" -> {
          exists = true;
          isPublic = row.get(1).equals("true");
          producer = row.get(2);
        }
        case "object" -> objects.add(row.get(1) + " " + row.get(2));
        case "new" -> includesNew.add(row.get(1));
        default -> consumers.add(row.get(1));
      }
    }
    return new ShareState(exists, isPublic, objects, includesNew, consumers, producer);
  }

  /** What is missing of a share, one statement after the other. */
  public static List<String> missing(DataShare share, ShareState is) {
    List<String> sql = new ArrayList<>();
    String name = share.name();
    if (!is.exists()) {
      sql.add("CREATE DATASHARE " + name + (share.isPublic() ? " SET PUBLICACCESSIBLE TRUE" : ""));
    } else if (is.isPublic() != share.isPublic()) {
      sql.add(
          "ALTER DATASHARE %s SET PUBLICACCESSIBLE %s"
              .formatted(name, share.isPublic() ? "TRUE" : "FALSE"));
    }
    Set<String> schemas = new LinkedHashSet<>(share.schemas());
    share.tables().forEach(table -> schemas.add(table.schema()));
    for (String schema : schemas) {
      if (!is.hasSchema(schema)) {
        sql.add("ALTER DATASHARE %s ADD SCHEMA %s".formatted(name, schema));
      }
    }
    for (String schema : share.schemas()) {
      if (!is.includesNew().contains(schema)) {
        sql.add("ALTER DATASHARE %s ADD ALL TABLES IN SCHEMA %s".formatted(name, schema));
        sql.add("ALTER DATASHARE %s SET INCLUDENEW = TRUE FOR SCHEMA %s".formatted(name, schema));
      }
    }
    for (Table table : share.tables()) {
      if (!share.schemas().contains(table.schema()) && !is.hasTable(table.toString())) {
        sql.add("ALTER DATASHARE %s ADD TABLE %s".formatted(name, table));
      }
    }
    for (String namespace : share.namespaces()) {
      if (!is.consumers().contains(namespace)) {
        sql.add("GRANT USAGE ON DATASHARE %s TO NAMESPACE '%s'".formatted(name, namespace));
      }
    }
    for (String account : share.accounts()) {
      if (!is.consumers().contains(account)) {
        sql.add("GRANT USAGE ON DATASHARE %s TO ACCOUNT '%s'".formatted(name, account));
      }
    }
    return sql;
  }
}
