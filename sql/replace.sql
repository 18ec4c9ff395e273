-- mode = replace: the file's rows take the place of all rows, within the transaction: readers see the old rows
-- until it commits, and the new ones from then on.
-- A part of the transaction that begin.sql begins, before the rows are loaded.
--
-- :target_table  the target
-- :history       the target's load history, redshift_pipe.history_…
-- :pipe          text, the pipe's name

-- [not-older] fails when a newer file was loaded already: the table never goes back to an older one
INSERT INTO guard
SELECT CASE WHEN COUNT(*) > 0 THEN NULL ELSE 1 END
FROM :history AS history
INNER JOIN batch_files
  ON history.event_time > batch_files.event_time
  OR (
    history.event_time = batch_files.event_time
    AND (
      history.file_url > batch_files.file_url
      OR (
        history.file_url = batch_files.file_url
        AND RPAD(history.sequencer, 64, '0') > RPAD(batch_files.sequencer, 64, '0')
      )
    )
  )
WHERE history.status = 'loaded'
AND history.pipe = :pipe;

-- [clear] not TRUNCATE, which commits
DELETE FROM :target_table;
