-- How a warehouse stands: what the load histories say of each pipe and table, and who holds the locks. Run by status.
-- Changes nothing.

-- [histories] by pipe and table
SELECT
  pipe,
  target,
  SUM(CASE WHEN status = 'loaded' THEN 1 ELSE 0 END) AS loaded,
  SUM(CASE WHEN status = 'refused' THEN 1 ELSE 0 END) AS refused,
  SUM(CASE WHEN status = 'superseded' THEN 1 ELSE 0 END) AS superseded,
  SUM(CASE WHEN status = 'loaded' AND recorded_at >= DATEADD(HOUR, -1, GETDATE()) THEN 1 ELSE 0 END) AS last_hour,
  TO_CHAR(MAX(CASE WHEN status = 'loaded' THEN recorded_at END), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS last_loaded
FROM redshift_pipe.load_history
GROUP BY pipe, target
ORDER BY pipe, target;

-- [locks] the transactions that hold or want the lock of a table; of others than the own user only a superuser sees any
SELECT
  locks.relname,
  running.granted,
  running.pid,
  running.txn_owner,
  TO_CHAR(running.txn_start, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
FROM svv_transactions AS running
INNER JOIN pg_class AS locks ON running.relation = locks.oid
INNER JOIN pg_namespace AS own ON locks.relnamespace = own.oid
WHERE own.nspname = 'redshift_pipe'
AND locks.relname LIKE 'lock\\_%'
AND running.lock_mode = 'AccessExclusiveLock'
ORDER BY locks.relname, running.granted DESC, running.txn_start;
