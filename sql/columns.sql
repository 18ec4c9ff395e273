-- The columns of a table.
-- Run by the pipe for columns = header and for loads that have a stage, and by check. Changes nothing.
-- From the catalogue itself: information_schema shows defaults to the table's owner alone.
--
-- :schema_name  text
-- :table_name   text

-- [columns] in their order; the default of a column that numbers itself is a call of "identity" or default_identity
SELECT
  CAST(attributes.attname AS VARCHAR(128)) AS column_name,
  FORMAT_TYPE(attributes.atttypid, attributes.atttypmod) AS data_type,
  attributes.attnotnull AS is_not_null,
  COALESCE(defaults.adsrc, '') AS column_default
FROM pg_attribute AS attributes
INNER JOIN pg_class AS tables ON attributes.attrelid = tables.oid
INNER JOIN pg_namespace AS schemas ON tables.relnamespace = schemas.oid
LEFT JOIN pg_attrdef AS defaults ON attributes.attrelid = defaults.adrelid AND attributes.attnum = defaults.adnum
WHERE schemas.nspname = :schema_name
AND tables.relname = :table_name
AND attributes.attnum > 0
AND NOT attributes.attisdropped
ORDER BY attributes.attnum;
