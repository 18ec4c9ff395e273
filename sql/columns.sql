-- The columns of a table.
-- Run by the pipe for columns = header, and by check. Changes nothing.
--
-- :schema_name  text
-- :table_name   text

-- [columns] in their order
SELECT
  column_name,
  data_type,
  is_nullable
FROM svv_columns
WHERE table_schema = :schema_name
AND table_name = :table_name
ORDER BY ordinal_position;
