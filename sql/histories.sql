-- The histories there are, the tables of tombstones, and those of steps of workflows.
-- Run by the pipe when it meets a target or a step for the first time. Changes nothing.

-- [histories] by name, so that every process writes the view alike
SELECT tablename
FROM pg_tables
WHERE schemaname = 'redshift_pipe'
AND (
  tablename LIKE 'history\\_%'
  OR tablename LIKE 'tombstones\\_%'
  OR tablename LIKE 'steps\\_%'
)
ORDER BY tablename;
