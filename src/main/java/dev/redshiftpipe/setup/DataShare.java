package dev.redshiftpipe.setup;

import dev.redshiftpipe.pipe.Table;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A data share that a warehouse gives to others.
 *
 * @param name of the share
 * @param warehouse that has the data
 * @param schemas whose tables are shared, all of them, those to come too
 * @param tables tables and views besides
 * @param namespaces GUIDs of the warehouses that may read it
 * @param accounts of AWS, 12 digits, that may read it
 * @param isPublic whether warehouses that can be reached from outside their network may read it
 */
public record DataShare(
    String name,
    String warehouse,
    List<String> schemas,
    List<Table> tables,
    List<String> namespaces,
    List<String> accounts,
    boolean isPublic) {
  private static final Pattern NAMESPACE =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  public DataShare {
    schemas = List.copyOf(schemas);
    tables = List.copyOf(tables);
    namespaces = List.copyOf(namespaces);
    accounts = List.copyOf(accounts);
    if (!Table.isIdentifier(name)) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no name of a data share: letters, digits and _");
    }
    for (String schema : schemas) {
      if (!Table.isIdentifier(schema)) {
        throw new IllegalArgumentException("\"" + schema + "\" is no name of a schema");
      }
    }
    if (schemas.isEmpty() && tables.isEmpty()) {
      throw new IllegalArgumentException("share." + name + " needs .schemas or .tables");
    }
    namespaces.forEach(DataShare::requireNamespace);
    accounts.forEach(DataShare::requireAccount);
  }

  static void requireNamespace(String text) {
    if (!NAMESPACE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no namespace of a warehouse (a GUID in lower case)");
    }
  }

  static void requireAccount(String text) {
    if (!ACCOUNT.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no account of 12 digits");
    }
  }
}
