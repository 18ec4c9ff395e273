-- What a table that is upserted, changed or replaced needs now and then: DELETE leaves rows that only VACUUM takes away.
-- Run by hand, statement by statement (VACUUM runs in no transaction), with the name of your table in place of
-- public.orders. Redshift vacuums and analyses by itself when it is idle; a table that is changed all day gives it no time to.

-- how much there is to gain: rows that are deleted but still stored, percent out of order, percent by which statistics are old
SELECT
  tbl_rows,
  estimated_visible_rows,
  tbl_rows - estimated_visible_rows AS deleted_rows,
  unsorted,
  stats_off
FROM svv_table_info
WHERE "schema" = 'public'
AND "table" = 'orders';

VACUUM FULL public.orders TO 95 PERCENT;

ANALYZE public.orders;
