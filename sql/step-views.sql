-- The views over the memories of all steps. Run after tables of steps were made, as one transaction. Fails with a division by
-- zero when another process made one since they were listed.
--
-- :count  how many tables of steps there were when they were listed
-- :steps  a SELECT over all of them

-- [lock-views] one process at a time
LOCK redshift_pipe.lock_of_views;

-- [check] fails when the list is no longer whole
SELECT 1 / (CASE WHEN COUNT(*) = :count THEN 1 ELSE 0 END)
FROM pg_tables
WHERE schemaname = 'redshift_pipe'
AND tablename LIKE 'steps\\_%';

-- [step-view] without schema binding, so that a table of steps can be dropped
CREATE OR REPLACE VIEW redshift_pipe.step_history AS
:steps
WITH NO SCHEMA BINDING;

-- [step-view-comment] what it is
COMMENT ON VIEW redshift_pipe.step_history IS 'Every step that a run of a workflow has done, and the begin and end of runs (step run)';

-- [run-view] a row for each time that a run was asked for
CREATE OR REPLACE VIEW redshift_pipe.run_history AS
SELECT
  workflow,
  run_id,
  again,
  CASE
    WHEN MAX(CASE WHEN state = 'finished' THEN 1 ELSE 0 END) = 1 THEN 'finished'
    WHEN MAX(CASE WHEN state = 'failed' THEN 1 ELSE 0 END) = 1 THEN 'failed'
    ELSE 'running'
  END AS state,
  MIN(recorded_by) AS run_by,
  MIN(recorded_at) AS started_at,
  MAX(CASE WHEN state = 'started' THEN NULL ELSE recorded_at END) AS ended_at,
  DATEDIFF(SECOND, MIN(recorded_at), MAX(CASE WHEN state = 'started' THEN NULL ELSE recorded_at END)) AS seconds,
  MAX(reason) AS reason,
  MAX(asked) AS asked
FROM redshift_pipe.step_history
WHERE step = 'run'
GROUP BY workflow, run_id, again
WITH NO SCHEMA BINDING;

-- [run-view-comment] what it is
COMMENT ON VIEW redshift_pipe.run_history IS 'Every run of a workflow: who, when, how long, and which step failed why';
