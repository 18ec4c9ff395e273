-- Which files of a batch are in the history, and as what.
-- Run by the pipe when the guard refused a batch, as one BatchExecuteStatement. Changes nothing.
--
-- :history    the target's load history, redshift_pipe.history_…
-- :files_url  text, s3:// address of the list of the batch's files, JSON lines
-- :iam_role   default, or text: the role that reads S3

-- [files] only the ids: COPY leaves fields of the list that have no column here
CREATE TEMP TABLE batch_files (file_id CHAR(64) NOT NULL);

-- [list] read from S3, so that no file's name is ever part of a statement
COPY batch_files
FROM :files_url
IAM_ROLE :iam_role
JSON 'auto'
COMPUPDATE OFF
STATUPDATE OFF;

-- [known] one row a file that the history has
SELECT
  history.file_id,
  history.batch_id,
  history.status,
  history.reason,
  history.recorded_at
FROM :history AS history
INNER JOIN batch_files ON history.file_id = batch_files.file_id;
