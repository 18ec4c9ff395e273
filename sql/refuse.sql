-- Records files as refused, so that no load can take them any more.
-- Run by the pipe before it writes their dead letters, as one BatchExecuteStatement in a transaction.
-- May be repeated: the guard refuses files that are in the history, be they loaded or refused.
--
-- :lock         the target's lock table, redshift_pipe.lock_…
-- :history      the target's load history, redshift_pipe.history_…
-- :batch_id     text, derived from the pipe and its files
-- :pipe         text, the pipe's name
-- :target       text, schema.table
-- :files_url    text, s3:// address of the list of the files with their reasons, JSON lines
-- :iam_role     default, or text: the role that reads S3
-- :recorded_at  timestamp in UTC; the dead letter lies under its day

-- [lock] first and alone, before anything takes a snapshot, so that the guard sees what others committed
LOCK :lock;

-- [fence] should a snapshot ever precede the lock, the second writer fails here
UPDATE :lock
SET batch_id = :batch_id;

-- [files] what is refused, and why
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
TRUNCATECOLUMNS
COMPUPDATE OFF
STATUPDATE OFF;

-- [guard-table] NOT NULL is enforced, keys are not
CREATE TEMP TABLE guard (not_seen_before INT NOT NULL);

-- [guard] fails when any of these files is in the history: what another process loaded is not refused
INSERT INTO guard
SELECT CASE WHEN COUNT(*) > 0 THEN NULL ELSE 1 END
FROM :history AS history
INNER JOIN batch_files ON history.file_id = batch_files.file_id;

-- [record] last: the history's write lock is held only until the commit
INSERT INTO :history (
  file_id, file_url, pipe, target, batch_id, status, reason, etag, size_bytes, event_time, first_seen,
  sequencer, recorded_at
)
SELECT
  file_id,
  file_url,
  :pipe,
  :target,
  :batch_id,
  'refused',
  reason,
  etag,
  size_bytes,
  event_time,
  first_seen,
  sequencer,
  :recorded_at
FROM batch_files;
