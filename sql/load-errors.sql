-- Which rows the last COPY of a session could not read, and how many of each file.
-- Run by the pipe after a pass that loaded nothing, in a transaction of its own: of a COPY that failed the errors
-- are not in the one that was rolled back. By the user that ran the COPY: others do not see its rows.
--
-- :pid   number, the process of the session that ran the COPY (RedshiftPid); it may be used again later,
--        therefore the newest query of it
-- :most  number, rows of each file, the first ones

-- [errors] by file and line
WITH found AS (
  SELECT
    query_id,
    file_name,
    line_number,
    column_name,
    error_code,
    error_message,
    ROW_NUMBER() OVER (PARTITION BY file_name ORDER BY line_number) AS nth,
    COUNT(*) OVER (PARTITION BY file_name) AS errors_of_file
  FROM sys_load_error_detail
  WHERE session_id = :pid
  AND query_id = (
    SELECT MAX(query_id)
    FROM sys_load_error_detail
    WHERE session_id = :pid
  )
),

scanned AS (
  SELECT
    query_id,
    file_name,
    SUM(lines_scanned) AS lines_of_file
  FROM sys_load_detail
  WHERE query_id = (
    SELECT MAX(query_id)
    FROM sys_load_error_detail
    WHERE session_id = :pid
  )
  GROUP BY query_id, file_name
)

SELECT
  TRIM(found.file_name) AS file_name,
  found.line_number,
  TRIM(found.column_name) AS column_name,
  found.error_code,
  TRIM(found.error_message) AS error_message,
  found.errors_of_file,
  COALESCE(scanned.lines_of_file, 0) AS lines_of_file
FROM found
LEFT JOIN scanned ON found.query_id = scanned.query_id AND found.file_name = scanned.file_name
WHERE found.nth <= :most
ORDER BY found.file_name, found.line_number;
