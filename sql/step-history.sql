-- What is remembered of a step in a run, the newest first. Changes nothing.
--
-- :steps   redshift_pipe.steps_<workflow>_<step>
-- :run_id  text
-- :step    text; run for the run as a whole

-- [steps] what was done
SELECT state, again, result, reason, recorded_at
FROM :steps
WHERE run_id = :run_id
AND step = :step
ORDER BY again DESC, recorded_at DESC, CASE WHEN state = 'started' THEN 1 ELSE 0 END;
