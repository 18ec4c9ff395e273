-- Keeps the rows that a load leaves out (on-error = continue).
-- Part of the load's transaction, before the history is written; the rows were found by a pass that loaded nothing.
--
-- :errors        the target's rejected rows, redshift_pipe.errors_…
-- :pipe          text, the pipe's name
-- :target        text, schema.table
-- :batch_id      text, derived from the pipe and its files
-- :rejected_url  text, s3:// address of the list of the rows, JSON lines
-- :iam_role      default, or text: the role that reads S3

-- [rejected-table] what the list has
CREATE TEMP TABLE rejected_rows (
  file_id CHAR(64) NOT NULL,
  file_url VARCHAR(4096) NOT NULL,
  line_number BIGINT,
  column_name VARCHAR(128),
  error_code INT,
  reason VARCHAR(4096)
);

-- [rejected-list] read from S3, so that the content of a file is never part of a statement
COPY rejected_rows
FROM :rejected_url
IAM_ROLE :iam_role
JSON 'auto'
TRUNCATECOLUMNS
COMPUPDATE OFF
STATUPDATE OFF;

-- [rejected] committed with the rows that were loaded, or not at all
INSERT INTO :errors (
  file_id, file_url, pipe, target, batch_id, line_number, column_name, error_code, reason, recorded_at
)
SELECT
  file_id,
  file_url,
  :pipe,
  :target,
  :batch_id,
  line_number,
  column_name,
  error_code,
  reason,
  GETDATE()
FROM rejected_rows;
