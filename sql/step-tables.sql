-- The lock and the memory of one step of a workflow, or of steps NAME/PART that share them: all or nothing.
-- Run when the step is met for the first time. Fails with "already exists" when another process was faster, which is as good.
--
-- :lock   redshift_pipe.lock_<workflow>_<step>
-- :steps  redshift_pipe.steps_<workflow>_<step>

-- [lock-table] a table per step, so that steps side by side never meet
CREATE TABLE :lock (run_id VARCHAR(128) NOT NULL);

-- [lock-row] the row that the fence updates
INSERT INTO :lock VALUES ('');

-- [steps-table] no keys: Redshift would not enforce but trust them
CREATE TABLE :steps (
  run_id VARCHAR(128) NOT NULL,
  workflow VARCHAR(64) NOT NULL,
  step VARCHAR(256) NOT NULL,
  again INT NOT NULL,
  state VARCHAR(16) NOT NULL,
  result VARCHAR(65535),
  reason VARCHAR(16000),
  asked VARCHAR(65535),
  recorded_by VARCHAR(128) NOT NULL,
  recorded_at TIMESTAMP NOT NULL
)
DISTSTYLE AUTO
SORTKEY AUTO;

-- [run-id-comment] its source
COMMENT ON COLUMN :steps.run_id IS 'Tells runs of the workflow apart; from the message that asked for it';

-- [state-comment] its values
COMMENT ON COLUMN :steps.state IS 'done; of the step run: started, finished or failed';

-- [again-comment] its source
COMMENT ON COLUMN :steps.again IS 'How often the run had been sent again after a failure';

-- [result-comment] its form
COMMENT ON COLUMN :steps.result IS 'Rows that the step found, as JSON; choices of a run that comes again rest on it';

-- [recorded-at-comment] its zone
COMMENT ON COLUMN :steps.recorded_at IS 'GETDATE() of the transaction, UTC';
