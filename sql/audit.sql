-- Which files of a listing of S3 the load history does not have, or has otherwise than S3. Run by audit and backfill, as one
-- transaction. Changes nothing.
--
-- :history       the target's load history, redshift_pipe.history_…
-- :manifest_url  text, s3:// address of a manifest of the lists, gzipped JSON lines
-- :iam_role      default, or text: the role that reads S3
-- :identity      how a row of the history and one of the list are known to be one file
-- :named         the statuses of files that are named besides those that are missing

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
-- the last row of a file counts, one that was loaded first. Messages written by hand may have no ETag and no size: not known is not otherwise
CREATE TEMP TABLE known AS
SELECT
  file_url,
  CASE
    WHEN etag <> '' AND etag <> listed_etag THEN 'rewritten'
    WHEN size_bytes >= 0 AND size_bytes <> listed_bytes THEN 'rewritten'
    ELSE status
  END AS status
FROM (
  SELECT
    listed.file_url,
    listed.etag AS listed_etag,
    listed.size_bytes AS listed_bytes,
    history.status,
    history.etag,
    history.size_bytes,
    ROW_NUMBER() OVER (
      PARTITION BY listed.file_url
      ORDER BY CASE history.status WHEN 'loaded' THEN 0 ELSE 1 END, history.recorded_at DESC
    ) AS place
  FROM listed
  INNER JOIN :history AS history ON :identity
) AS found
WHERE place = 1;

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

-- [otherwise] files that the history has and the table may not, in the order of their keys
SELECT
  file_url,
  status
FROM known
WHERE status IN (:named)
ORDER BY file_url;
