-- What the user of a warehouse may do with a table, and whether the pipe's own schema is there or may be made.
-- Run by check. Changes nothing.
--
-- :target    text, schema.table
-- :database  text

-- [privileges] one row
SELECT
  HAS_TABLE_PRIVILEGE(:target, 'insert') AS may_insert,
  HAS_TABLE_PRIVILEGE(:target, 'select') AS may_select,
  HAS_TABLE_PRIVILEGE(:target, 'delete') AS may_delete,
  HAS_DATABASE_PRIVILEGE(:database, 'create') AS may_create_schema,
  (SELECT COUNT(*) FROM pg_namespace WHERE nspname = 'redshift_pipe') AS schemas;
