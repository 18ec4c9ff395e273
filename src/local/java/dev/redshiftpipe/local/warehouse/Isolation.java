package dev.redshiftpipe.local.warehouse;

/**
 * A database's isolation level as Redshift names it (Database Developer Guide, c_serial_isolation).
 */
public enum Isolation {
  SNAPSHOT("repeatable read"),
  SERIALIZABLE("serializable");

  private final String postgresName;

  Isolation(String postgresName) {
    this.postgresName = postgresName;
  }

  String postgresName() {
    return postgresName;
  }
}
