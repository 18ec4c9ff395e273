-- The histories there are, and the tables of tombstones.
-- Run by the pipe when it meets a target for the first time. Changes nothing.

-- [histories] by name, so that every process writes the view alike
SELECT tablename
FROM pg_tables
WHERE schemaname = 'redshift_pipe'
AND (tablename LIKE 'history\\_%' OR tablename LIKE 'tombstones\\_%')
ORDER BY tablename;
