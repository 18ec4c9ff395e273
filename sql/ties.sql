-- Whether the order of mode cdc leaves open which of two changes is the later one.
-- Run by check, one statement at a time. Changes nothing.
--
-- :target_table        the target
-- :tombstones          redshift_pipe.tombstones_…
-- :order_by            columns of the order
-- :same_as_target      whether a tombstone has the keys of a target's row
-- :at_one_time         whether both have the same order

-- [shared-orders] values of the order that several rows have
SELECT COUNT(*)
FROM (
  SELECT :order_by
  FROM :target_table
  GROUP BY :order_by
  HAVING COUNT(*) > 1
) AS shared;

-- [ties] keys that were deleted and written at one time
SELECT COUNT(*)
FROM :target_table
INNER JOIN :tombstones ON :same_as_target AND :at_one_time;
