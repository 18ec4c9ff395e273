-- The end of every transaction of a step of a workflow: it is remembered, together with what the step did.
--
-- :steps     redshift_pipe.steps_<workflow>_<step>
-- :run_id    text
-- :workflow  text
-- :step      text; run for the run as a whole
-- :again     how often the run was sent again
-- :state     text: done, or of a run started, finished or failed
-- :result    NULL, or a parameter of the Data API: rows as JSON
-- :reason    NULL, or text: of a failure
-- :asked     text: the message that asked for the run

-- [record] committed with the step, or not at all
INSERT INTO :steps (run_id, workflow, step, again, state, result, reason, asked, recorded_by, recorded_at)
VALUES (:run_id, :workflow, :step, :again, :state, :result, :reason, :asked, CURRENT_USER, GETDATE());
