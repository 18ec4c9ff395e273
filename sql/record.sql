-- Records what became of the files of a batch.
-- The last part of the transaction that begin.sql begins.
--
-- :history      the target's load history, redshift_pipe.history_…
-- :pipe         text, the pipe's name
-- :target       text, schema.table
-- :batch_id     text, derived from the pipe and its files
-- :status       text: loaded, refused or superseded
-- :recorded_at  GETDATE(), or of a refusal a timestamp in UTC; its dead letter lies under that day

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
  :status,
  reason,
  etag,
  size_bytes,
  event_time,
  first_seen,
  sequencer,
  :recorded_at
FROM batch_files;
