-- Which files of a load history are meant. Run by replay, forget and load, as one BatchExecuteStatement. Changes nothing.
--
-- :history  the target's load history, redshift_pipe.history_…
-- :chosen   which rows are meant
-- :most     number, of files that are named

-- [kinds] how many by what became of them and why; what is each file's own, its name, line and value, is left out
SELECT
  status,
  kind,
  COUNT(*) AS files,
  COALESCE(SUM(size_bytes), 0) AS bytes
FROM (
  SELECT
    status,
    size_bytes,
    REGEXP_REPLACE(
      REGEXP_REPLACE(REPLACE(COALESCE(reason, ''), file_url, 'FILE'), 'line [0-9]+', 'line N'),
      'Value ''[^'']*''',
      'Value V'
    ) AS kind
  FROM :history
  WHERE :chosen
) AS found
GROUP BY status, kind
ORDER BY files DESC, status, kind;

-- [files] in the order of their keys
SELECT
  file_url,
  status,
  COALESCE(reason, '') AS reason
FROM :history
WHERE :chosen
ORDER BY file_url
LIMIT :most;
