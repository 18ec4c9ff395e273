-- Tries the statements of a pipe without its files: stage, select, keys, order and then, on a stage with no rows.
-- Run by check, as one BatchExecuteStatement in a transaction that always fails: nothing is left of it.

-- [guard-table] as in begin.sql
CREATE TEMP TABLE guard (not_seen_before INT NOT NULL);

-- [take-back] fails when all else went well
INSERT INTO guard VALUES (NULL);
