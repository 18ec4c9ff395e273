-- Takes away what mode cdc remembers of rows that were deleted long ago.
-- Run by hand, with the name of the table of tombstones (see the first statement), the first column of the pipe's order-by,
-- and a time before which no file can come any more: an older update that comes after this makes its row again.

-- the tables of tombstones there are
SELECT tablename
FROM pg_tables
WHERE schemaname = 'redshift_pipe'
AND tablename LIKE 'tombstones\\_%';

DELETE FROM redshift_pipe.tombstones_public_orders
WHERE changed_at < '2026-01-01';
