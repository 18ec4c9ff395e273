-- The begin of every transaction of a step of a workflow: it takes effect once in a run.
--
-- :lock        redshift_pipe.lock_<workflow>_<step>; of steps NAME/PART that of NAME
-- :steps       redshift_pipe.steps_<workflow>_<step>; likewise
-- :run_id      text
-- :step        text; run for the run as a whole
-- :state       text: done, or of a run started, finished or failed
-- :from_again  of a run, how often it was sent again; else 0

-- [lock] first and alone, before anything takes a snapshot
LOCK :lock;

-- [fence] should a snapshot ever precede the lock, the second writer fails here
UPDATE :lock SET run_id = :run_id;

-- [guard-table] NOT NULL is enforced, keys are not
CREATE TEMP TABLE guard (not_seen_before INT NOT NULL);

-- [guard] fails when this run has done the step
INSERT INTO guard
SELECT CASE WHEN COUNT(*) > 0 THEN NULL ELSE 1 END
FROM :steps
WHERE run_id = :run_id
AND step = :step
AND state = :state
AND again >= :from_again;
