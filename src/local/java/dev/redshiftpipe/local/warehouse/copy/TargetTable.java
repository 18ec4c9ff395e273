package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import dev.redshiftpipe.local.warehouse.sql.Rendered;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The table that COPY fills.
 *
 * @param name without its schema
 * @param columns in the order of the fields
 */
record TargetTable(long oid, String name, Rendered sql, List<TargetColumn> columns) {
  private static final Set<String> TYPES =
      Set.of(
          "int2",
          "int4",
          "int8",
          "numeric",
          "float4",
          "float8",
          "bool",
          "varchar",
          "bpchar",
          "text",
          "date",
          "timestamp",
          "timestamptz",
          "time",
          "super",
          "varbyte");

  private static final String QUERY =
      """
      SELECT c.oid, c.relname, a.attname, t.typname,
             information_schema._pg_char_max_length(a.atttypid, a.atttypmod) AS length,
             information_schema._pg_numeric_precision(a.atttypid, a.atttypmod) AS precision,
             information_schema._pg_numeric_scale(a.atttypid, a.atttypmod) AS scale,
             a.attnotnull, a.attidentity
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      WHERE c.oid = ?::regclass
      ORDER BY a.attnum
      """;

  TargetTable {
    columns = List.copyOf(columns);
  }

  /** Looks the table up in the session's own transaction, which may have made it. */
  static TargetTable of(Connection connection, CopyCommand command) throws SQLException, Refusal {
    List<TargetColumn> all = new ArrayList<>();
    long oid = 0;
    String name = "";
    try (PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setString(1, command.table().sql());
      ResultSet rows = query.executeQuery();
      while (rows.next()) {
        oid = rows.getLong("oid");
        name = rows.getString("relname");
        all.add(column(rows));
      }
    }
    if (command.options().explicitIds()) {
      all = explicit(all, command);
    }
    List<TargetColumn> columns =
        command.columns().isEmpty() ? filled(all) : chosen(all, command, name);
    for (TargetColumn column : columns) {
      if (!TYPES.contains(column.type())) {
        throw Refusal.standInCannot("COPY into a column of type " + column.type());
      }
    }
    return new TargetTable(oid, name, command.table(), columns);
  }

  private static TargetColumn column(ResultSet row) throws SQLException {
    String type = row.getString("typname");
    return new TargetColumn(
        row.getString("attname"),
        type,
        row.getInt("length"),
        type.equals("numeric") ? row.getInt("precision") : 0,
        type.equals("numeric") ? row.getInt("scale") : 0,
        row.getBoolean("attnotnull"),
        row.getString("attidentity").equals("a"),
        row.getString("attidentity").equals("d"));
  }

  /** "As if a complete, in-order column list was specified, with IDENTITY columns omitted". */
  private static List<TargetColumn> filled(List<TargetColumn> all) {
    return all.stream().filter(column -> !column.isGenerated()).toList();
  }

  /** A list of columns has to name IDENTITY columns whose values are explicit (EXPLICIT_IDS). */
  private static List<TargetColumn> explicit(List<TargetColumn> all, CopyCommand command)
      throws Refusal {
    List<TargetColumn> explicit = new ArrayList<>();
    for (TargetColumn column : all) {
      if (column.isGenerated()
          && !command.columns().isEmpty()
          && !command.columns().contains(column.name())) {
        throw new Refusal(
            "EXPLICIT_IDS needs the identity column \"" + column.name() + "\" in the column list",
            "0A000");
      }
      explicit.add(column.asGiven());
    }
    return explicit;
  }

  private static List<TargetColumn> chosen(
      List<TargetColumn> all, CopyCommand command, String table) throws Refusal {
    List<TargetColumn> chosen = new ArrayList<>();
    for (String name : command.columns()) {
      TargetColumn found =
          all.stream()
              .filter(column -> column.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new Refusal(
                          "column \"" + name + "\" of relation \"" + table + "\" does not exist",
                          "42703"));
      if (found.isGenerated()) {
        throw new Refusal("cannot set an identity column to a value", "0A000");
      }
      chosen.add(found);
    }
    return chosen;
  }

  /** The columns that PostgreSQL is to be sent. */
  String columnList() {
    StringBuilder list = new StringBuilder();
    for (TargetColumn column : columns) {
      list.append(list.isEmpty() ? "" : ", ").append(Rendered.quoted(column.name()));
    }
    return list.toString();
  }
}
