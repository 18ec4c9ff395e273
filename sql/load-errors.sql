-- Why a COPY failed: the rows it could not read.
-- Run by the pipe after a load has failed at its COPY, in a transaction of its own, since the errors are
-- not in the one that was rolled back. By the user that ran the COPY: others do not see its rows.
--
-- :pid  number, the process of the session that ran the COPY (RedshiftPid); it may be used again later,
--       therefore the newest query of it

-- [errors] at most a hundred
SELECT
  TRIM(file_name) AS file_name,
  line_number,
  TRIM(column_name) AS column_name,
  error_code,
  TRIM(error_message) AS error_message
FROM sys_load_error_detail
WHERE session_id = :pid
AND query_id = (
  SELECT MAX(query_id)
  FROM sys_load_error_detail
  WHERE session_id = :pid
)
ORDER BY file_name, line_number
LIMIT 100;
