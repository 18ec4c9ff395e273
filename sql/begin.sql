-- Begins every transaction that writes into a target or its history.
-- Run by the pipe, as the first part of one BatchExecuteStatement; nothing in it commits.
-- May be repeated: the guard refuses files that are in the history, be they loaded, refused or superseded.
--
-- :lock       the target's lock table, redshift_pipe.lock_…
-- :locks      the same, with those of other tables that the transaction writes, in sorted order
-- :history    the target's load history, redshift_pipe.history_…
-- :batch_id   text, derived from the pipe and its files
-- :files_url  text, s3:// address of the list of the batch's files, JSON lines
-- :iam_role   default, or text: the role that reads S3

-- [lock] first and alone, before anything takes a snapshot, so that the guard sees what others committed
LOCK :locks;

-- [fence] should a snapshot ever precede the lock, the second writer fails here instead of loading twice
UPDATE :lock
SET batch_id = :batch_id;

-- [files] what this batch is made of: a list of any length in a statement of constant size
CREATE TEMP TABLE batch_files (
  file_id CHAR(64) NOT NULL,
  file_url VARCHAR(4096) NOT NULL,
  reason VARCHAR(4096),
  etag VARCHAR(128),
  size_bytes BIGINT,
  event_time TIMESTAMP,
  first_seen TIMESTAMP,
  sequencer VARCHAR(64)
);

-- [list] read from S3, so that neither a file's name nor its content is ever part of a statement
COPY batch_files
FROM :files_url
IAM_ROLE :iam_role
JSON 'auto'
TIMEFORMAT 'auto'
COMPUPDATE OFF
STATUPDATE OFF;

-- [guard-table] NOT NULL is enforced, keys are not
CREATE TEMP TABLE guard (not_seen_before INT NOT NULL);

-- [guard] fails when any of these files is in the history
INSERT INTO guard
SELECT CASE WHEN COUNT(*) > 0 THEN NULL ELSE 1 END
FROM :history AS history
INNER JOIN batch_files ON history.file_id = batch_files.file_id;
