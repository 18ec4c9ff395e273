-- What mode = cdc remembers of deleted rows.
-- Run by the pipe when it meets the target for the first time. Fails when the table is there already, which is fine.
--
-- :tombstones      redshift_pipe.tombstones_<target>
-- :target_table    the target
-- :keys_and_order  columns of the target; is_undated is 1 where the deletion had no order of its own
-- :comment         text

-- [tombstones-table] of the target's own types
CREATE TABLE :tombstones AS
SELECT
  :keys_and_order,
  0 AS is_undated
FROM :target_table
WHERE 1 = 0;

-- [tombstones-comment] what it is
COMMENT ON TABLE :tombstones IS :comment;
