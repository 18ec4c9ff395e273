-- Files of a pipe that were taken back to be loaded once more, and whose notification was not sent for sure: of this
-- command, and of one that broke off. Run by replay. Changes nothing.
--
-- :pipe  text, the pipe's name

-- [unsent] is_known is 1 for what a history has again, because it was sent after all
SELECT
  taken_back.call_id,
  taken_back.file_url,
  COALESCE(taken_back.etag, '') AS etag,
  COALESCE(taken_back.size_bytes, -1) AS size_bytes,
  COALESCE(taken_back.sequencer, '') AS sequencer,
  TO_CHAR(taken_back.event_time, 'YYYY-MM-DD HH24:MI:SS.MS') AS event_time,
  CASE
    WHEN known.file_id IS NULL THEN 0
    ELSE 1
  END AS is_known
FROM redshift_pipe.taken_back AS taken_back
LEFT JOIN redshift_pipe.load_history AS known
  ON taken_back.file_id = known.file_id AND taken_back.target = known.target
WHERE taken_back.pipe = :pipe
AND taken_back.sent_at IS NULL
AND taken_back.command <> 'forget'
ORDER BY taken_back.file_url;
