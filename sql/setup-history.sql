-- What setup has done so far.

-- [history] in its order
SELECT number, script, checksum, state
FROM redshift_pipe.setup_history
ORDER BY number;
