package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something that the catalogue of a warehouse has. */
public sealed interface Catalogued {
  /** For people: its parts, with a tabulator between. */
  String text();

  /** For programs. */
  ObjectNode json();

  /** A database. */
  record Database(String database) implements Catalogued {
    @Override
    public String text() {
      return database;
    }

    @Override
    public ObjectNode json() {
      return JsonNodeFactory.instance.objectNode().put("database", database);
    }
  }

  /** A schema of a database. */
  record Schema(String database, String schema) implements Catalogued {
    @Override
    public String text() {
      return schema;
    }

    @Override
    public ObjectNode json() {
      return new Database(database).json().put("schema", schema);
    }
  }

  /**
   * A table or view.
   *
   * @param type the Data API's word, such as TABLE or VIEW
   */
  record Table(String database, String schema, String table, String type) implements Catalogued {
    @Override
    public String text() {
      return "%s.%s\t%s".formatted(schema, table, type);
    }

    @Override
    public ObjectNode json() {
      return new Schema(database, schema).json().put("table", table).put("type", type);
    }
  }

  /**
   * A column of a table or view.
   *
   * @param type with its length or precision, such as {@code varchar(64)}
   * @param fallback the SQL of its default; empty for none
   */
  record Column(
      String database,
      String schema,
      String table,
      String column,
      String type,
      boolean isNullable,
      String fallback)
      implements Catalogued {
    @Override
    public String text() {
      String rest =
          (isNullable ? "" : "NOT NULL ") + (fallback.isEmpty() ? "" : "DEFAULT " + fallback);
      return "%s.%s\t%s\t%s\t%s".formatted(schema, table, column, type, rest).stripTrailing();
    }

    @Override
    public ObjectNode json() {
      return new Schema(database, schema)
          .json()
          .put("table", table)
          .put("column", column)
          .put("type", type)
          .put("nullable", isNullable)
          .put("default", fallback);
    }
  }
}
