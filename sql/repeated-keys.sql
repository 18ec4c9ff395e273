-- Whether the keys of mode upsert and cdc tell the rows of a table apart.
-- Run by check. Changes nothing.
--
-- :target_table  the target
-- :keys          columns that should tell rows apart

-- [repeated-keys] how many keys have several rows
SELECT COUNT(*)
FROM (
  SELECT :keys
  FROM :target_table
  GROUP BY :keys
  HAVING COUNT(*) > 1
) AS repeated;
