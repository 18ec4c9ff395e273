-- The record of files that were taken back: what a load history knew of them, who wanted it otherwise, and why.
-- Run by replay, forget and load --again before they take anything back. May be repeated: every statement says so.

-- [taken-back-table] one for all targets: it is written seldom, and by no load
CREATE TABLE IF NOT EXISTS redshift_pipe.taken_back (
  call_id VARCHAR(64) NOT NULL,
  command VARCHAR(16) NOT NULL,
  why VARCHAR(4096),
  taken_by VARCHAR(260) NOT NULL,
  taken_at TIMESTAMP NOT NULL,
  sent_at TIMESTAMP,
  file_id CHAR(64) NOT NULL,
  file_url VARCHAR(4096) NOT NULL,
  pipe VARCHAR(128) NOT NULL,
  target VARCHAR(260) NOT NULL,
  batch_id VARCHAR(64) NOT NULL,
  status VARCHAR(16) NOT NULL,
  reason VARCHAR(4096),
  etag VARCHAR(128),
  size_bytes BIGINT,
  event_time TIMESTAMP,
  first_seen TIMESTAMP,
  sequencer VARCHAR(64),
  recorded_at TIMESTAMP NOT NULL
)
DISTSTYLE AUTO
SORTKEY AUTO;

-- [taken-back-comment] what it is
COMMENT ON TABLE redshift_pipe.taken_back IS 'Files that were taken out of a load history on purpose; from file_id on as the history had them';

-- [call-comment] its source
COMMENT ON COLUMN redshift_pipe.taken_back.call_id IS 'One for each command and table; in statement names';

-- [command-comment] its values
COMMENT ON COLUMN redshift_pipe.taken_back.command IS 'replay, forget or load';

-- [why-comment] its source
COMMENT ON COLUMN redshift_pipe.taken_back.why IS 'What --why said';

-- [taken-by-comment] its source
COMMENT ON COLUMN redshift_pipe.taken_back.taken_by IS 'User of the machine that gave the command, then user of the warehouse';

-- [taken-at-comment] its zone and source
COMMENT ON COLUMN redshift_pipe.taken_back.taken_at IS 'GETDATE() of the transaction, UTC';

-- [sent-at-comment] its zone and source
COMMENT ON COLUMN redshift_pipe.taken_back.sent_at IS 'When its notification had been sent again, UTC; NULL for forget, and where the command broke off';
