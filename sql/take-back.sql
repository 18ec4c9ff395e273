-- Takes files back: they leave the load history, so that they may be loaded once more, and what it knew of them is kept.
-- Run by replay, forget and load --again, as one BatchExecuteStatement in a transaction, per target.
-- May be repeated: what is not in the history any more is not taken back again.
--
-- :lock      the target's lock table, redshift_pipe.lock_…
-- :history   the target's load history, redshift_pipe.history_…
-- :call_id   text, random
-- :command   text: replay, forget or load
-- :why       text
-- :user      text, who gave the command
-- :chosen    which rows are meant

-- [lock] as every load does: first and alone, so that no load is between its guard and its record
LOCK :lock;

-- [fence] as every load does
UPDATE :lock
SET batch_id = :call_id;

-- [keep] who took back what, and what had become of it
INSERT INTO redshift_pipe.taken_back (
  call_id, command, why, taken_by, taken_at, file_id, file_url, pipe, target, batch_id, status, reason, etag,
  size_bytes, event_time, first_seen, sequencer, recorded_at
)
SELECT
  :call_id,
  :command,
  :why,
  :user || ' as ' || CURRENT_USER,
  GETDATE(),
  file_id,
  file_url,
  pipe,
  target,
  batch_id,
  status,
  reason,
  etag,
  size_bytes,
  event_time,
  first_seen,
  sequencer,
  recorded_at
FROM :history
WHERE :chosen;

-- [take-back] the same rows: nobody else writes the history under the lock
DELETE FROM :history
WHERE :chosen;
