-- The begin of every transaction that applies or undoes a script of sql/warehouse.
--
-- :last  the newest entry that is known; 0 for none

-- [lock] first and alone, before anything takes a snapshot
LOCK redshift_pipe.lock_of_setup;

-- [fence] should a snapshot ever precede the lock, the second writer fails here
UPDATE redshift_pipe.lock_of_setup SET number = :last;

-- [guard-table] NOT NULL is enforced, keys are not
CREATE TEMP TABLE guard (nothing_else_done INT NOT NULL);

-- [guard] fails when another setup has done something meanwhile
INSERT INTO guard
SELECT CASE WHEN COALESCE(MAX(number), 0) <> :last THEN NULL ELSE 1 END
FROM redshift_pipe.setup_history;
