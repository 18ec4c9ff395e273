-- The tables that a pipe has loaded into. Run by replay and forget for pipes that capture names. Changes nothing.
--
-- :pipe  text, the pipe's name

-- [targets] one row each
SELECT DISTINCT target
FROM redshift_pipe.load_history
WHERE pipe = :pipe
ORDER BY target;
