-- Takes note that the notifications of what was taken back were sent. Run by replay and load --again. May be repeated.
--
-- :calls  texts, ids of the calls whose files were all sent

-- [sent] what is marked is not sent by the next replay
UPDATE redshift_pipe.taken_back
SET sent_at = GETDATE()
WHERE sent_at IS NULL
AND call_id IN (:calls);
