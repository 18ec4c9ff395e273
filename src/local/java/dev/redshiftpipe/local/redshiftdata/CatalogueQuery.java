package dev.redshiftpipe.local.redshiftdata;

import java.util.Map;
import java.util.function.Function;

/**
 * What the catalogue is asked. Schemas of other sessions' temporary tables, of PostgreSQL's
 * out-of-line storage and of the stand-in's journal are hidden: Redshift has none.
 *
 * @param sql its columns are described at each constant
 * @param binding gives the values of its parameters from a request
 */
record CatalogueQuery(String sql, Function<Request, Map<String, String>> binding) {
  private static final String NOT_HIDDEN =
      " n.nspname NOT LIKE 'pg_toast%' AND n.nspname NOT LIKE 'pg_temp%' AND n.nspname"
          + " <> 'pg_redshift' ";

  /** name */
  static final CatalogueQuery DATABASES =
      new CatalogueQuery(
          """
          SELECT datname FROM pg_catalog.pg_database
          WHERE datallowconn AND NOT datistemplate ORDER BY datname\
          """,
          request -> Map.of());

  /** name */
  static final CatalogueQuery SCHEMAS =
      new CatalogueQuery(
          "SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE"
              + NOT_HIDDEN
              + "AND n.nspname LIKE :schema ORDER BY n.nspname",
          request -> Map.of("schema", request.text("SchemaPattern").orElse("%")));

  /** schema, name, type */
  static final CatalogueQuery TABLES =
      new CatalogueQuery(
          """
          SELECT n.nspname, c.relname,
            CASE WHEN n.nspname IN ('pg_catalog', 'information_schema', 'pg_internal')
              THEN CASE WHEN c.relkind = 'v' THEN 'SYSTEM VIEW' ELSE 'SYSTEM TABLE' END
              ELSE CASE WHEN c.relkind IN ('v', 'm') THEN 'VIEW' ELSE 'TABLE' END END
          FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND\
          """
              + NOT_HIDDEN
              + "AND n.nspname LIKE :schema AND c.relname LIKE :table"
              + " ORDER BY n.nspname, c.relname",
          request ->
              Map.of(
                  "schema", request.text("SchemaPattern").orElse("%"),
                  "table", request.text("TablePattern").orElse("%")));

  /** schema, table, column, type, not null, length in bytes or -1, type modifier, default */
  static final CatalogueQuery COLUMNS =
      new CatalogueQuery(
          """
          SELECT n.nspname, c.relname, a.attname, t.typname, a.attnotnull, a.attlen, a.atttypmod,
            pg_catalog.pg_get_expr(d.adbin, d.adrelid)
          FROM pg_catalog.pg_class c
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
          JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
          LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
          WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped AND\
          """
              + NOT_HIDDEN
              + "AND (:schema = '%' OR n.nspname = :schema)"
              + " AND (:table = '%' OR c.relname = :table)"
              + " ORDER BY n.nspname, c.relname, a.attnum",
          request ->
              Map.of(
                  "schema", request.text("Schema").orElse("%"),
                  "table", request.text("Table").orElse("%")));

  Map<String, String> parameters(Request request) {
    return binding.apply(request);
  }
}
