-- The schema of the pipe's own tables, and the lock under which the view over all histories changes.
-- Run by the pipe when it meets a target for the first time. May be repeated: every statement says so.

-- [schema] owner of all that follows
CREATE SCHEMA IF NOT EXISTS redshift_pipe;

-- [view-lock] one table that is locked while the view load_history is made anew
CREATE TABLE IF NOT EXISTS redshift_pipe.lock_of_views (batch_id VARCHAR(64));
