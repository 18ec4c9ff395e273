package dev.redshiftpipe.setup;

import dev.redshiftpipe.pipe.Table;

/**
 * A database that is made from another warehouse's data share.
 *
 * @param database its name here
 * @param warehouse that reads
 * @param share name of the share
 * @param namespace GUID of the warehouse that gives it
 * @param account that gives it; empty for the own one
 */
public record SharedDatabase(
    String database, String warehouse, String share, String namespace, String account) {
  public SharedDatabase {
    for (String name : new String[] {database, share}) {
      if (!Table.isIdentifier(name)) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is no name that can be used: letters, digits and _");
      }
    }
    DataShare.requireNamespace(namespace);
    if (!account.isEmpty()) {
      DataShare.requireAccount(account);
    }
  }

  /** The statement that makes it. */
  public String sql() {
    return "CREATE DATABASE %s FROM DATASHARE %s OF %sNAMESPACE '%s'"
        .formatted(
            database, share, account.isEmpty() ? "" : "ACCOUNT '" + account + "' ", namespace);
  }
}
