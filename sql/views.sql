-- The views over all load histories and over all tables of errors.
-- Run by the pipe after it has made histories, as one BatchExecuteStatement in a transaction. Fails
-- with a division by zero when another process made a history since they were listed; the pipe then
-- lists them again.
--
-- :count       how many histories there were when they were listed
-- :histories   a SELECT over all of them
-- :all_errors  a SELECT over all tables of errors

-- [lock-views] one process at a time
LOCK redshift_pipe.lock_of_views;

-- [check] fails when the list is no longer whole
SELECT 1 / (CASE WHEN COUNT(*) = :count THEN 1 ELSE 0 END)
FROM pg_tables
WHERE schemaname = 'redshift_pipe'
AND tablename LIKE 'history\\_%';

-- [errors-view] as the view of the histories
CREATE OR REPLACE VIEW redshift_pipe.load_errors AS
:all_errors
WITH NO SCHEMA BINDING;

-- [view] without schema binding, so that a history can be dropped
CREATE OR REPLACE VIEW redshift_pipe.load_history AS
:histories
WITH NO SCHEMA BINDING;

-- [view-comment] what it is
COMMENT ON VIEW redshift_pipe.load_history IS 'Every file that a pipe loaded or refused, one row each';
