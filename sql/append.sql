-- Loads one batch of a pipe with mode append.
-- Run by the pipe, as one BatchExecuteStatement in a transaction; nothing in it commits.
-- May be repeated: the guard refuses files that are in the history.
--
-- :lock        the target's lock table, redshift_pipe.lock_…
-- :history     the target's load history, redshift_pipe.history_…
-- :batch_id    text, derived from the pipe and its files
-- :pipe        text, the pipe's name
-- :target      text, schema.table
-- :files_url   text, s3:// address of the list of the batch's files, JSON lines
-- :iam_role    default, or text: the role that reads S3
-- :copy        the COPY of the batch's manifest into the target

-- [lock] first and alone, before anything takes a snapshot, so that the guard sees what others committed
LOCK :lock;

-- [fence] should a snapshot ever precede the lock, the second writer fails here instead of loading twice
UPDATE :lock
SET batch_id = :batch_id;

-- [files] what this batch is made of: a list of any length in a statement of constant size
CREATE TEMP TABLE batch_files (
  file_id CHAR(64) NOT NULL,
  file_url VARCHAR(4096) NOT NULL,
  etag VARCHAR(128),
  size_bytes BIGINT,
  event_time TIMESTAMP,
  first_seen TIMESTAMP,
  sequencer VARCHAR(64)
);

-- [list] read from S3, so that no file's name is ever part of a statement
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

-- [copy] the load itself
:copy;

-- [record] last: the history's write lock is held only until the commit
INSERT INTO :history (
  file_id, file_url, pipe, target, batch_id, status, etag, size_bytes, event_time, first_seen,
  sequencer, recorded_at
)
SELECT
  file_id,
  file_url,
  :pipe,
  :target,
  :batch_id,
  'loaded',
  etag,
  size_bytes,
  event_time,
  first_seen,
  sequencer,
  GETDATE()
FROM batch_files;
