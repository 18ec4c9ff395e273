-- Which files of a listing of S3 the load history does not have. Run by audit and backfill, as one transaction. Changes nothing.
--
-- :history       the target's load history, redshift_pipe.history_…
-- :manifest_url  text, s3:// address of a manifest of the lists, gzipped JSON lines
-- :iam_role      default, or text: the role that reads S3
-- :identity      how a row of the history and one of the list are known to be one file

-- [listed] what S3 has
CREATE TEMP TABLE listed (
  file_id CHAR(64) NOT NULL,
  file_url VARCHAR(4096) NOT NULL,
  etag VARCHAR(256),
  size_bytes BIGINT,
  event_time TIMESTAMP
);

-- [list] read from S3, so that no file's name is ever part of a statement
COPY listed
FROM :manifest_url
IAM_ROLE :iam_role
MANIFEST
GZIP
JSON 'auto'
TIMEFORMAT 'auto'
COMPUPDATE OFF
STATUPDATE OFF;

-- [known] by :identity: its id; or URL and ETag, where a listing cannot tell the version that its notification told of
CREATE TEMP TABLE known AS
SELECT DISTINCT
  listed.file_url,
  history.status
FROM listed
INNER JOIN :history AS history ON :identity;

-- [counts] files and bytes by what became of them
SELECT
  COALESCE(known.status, 'missing') AS status,
  COUNT(*) AS files,
  SUM(listed.size_bytes) AS bytes
FROM listed
LEFT JOIN known ON listed.file_url = known.file_url
GROUP BY COALESCE(known.status, 'missing')
ORDER BY COALESCE(known.status, 'missing');

-- [missing] in the order of their keys
SELECT
  listed.file_url,
  listed.etag,
  listed.size_bytes,
  TO_CHAR(listed.event_time, 'YYYY-MM-DD HH24:MI:SS.MS') AS event_time
FROM listed
LEFT JOIN known ON listed.file_url = known.file_url
WHERE known.file_url IS NULL
ORDER BY listed.file_url;
