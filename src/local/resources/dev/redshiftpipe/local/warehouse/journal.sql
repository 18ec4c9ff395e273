-- What COPY did. Run by the stand-in, as superuser, in every database at every start; may be repeated.
-- The schema's name begins with pg_, so that listings leave it out as they do PostgreSQL's own.
CREATE SCHEMA IF NOT EXISTS pg_redshift;
GRANT USAGE ON SCHEMA pg_redshift TO PUBLIC;

CREATE TABLE IF NOT EXISTS pg_redshift.loads (
  query_id      BIGINT NOT NULL,
  session_id    INTEGER NOT NULL,
  database_name TEXT NOT NULL,
  status        TEXT NOT NULL,
  table_id      BIGINT NOT NULL,
  table_name    TEXT NOT NULL,
  start_time    TIMESTAMP NOT NULL,
  end_time      TIMESTAMP NOT NULL,
  data_source   TEXT NOT NULL,
  file_format   TEXT NOT NULL,
  loaded_rows   BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS pg_redshift.load_files (
  query_id      BIGINT NOT NULL,
  file_name     TEXT NOT NULL,
  bytes_scanned BIGINT NOT NULL,
  lines_scanned BIGINT NOT NULL,
  start_time    TIMESTAMP NOT NULL,
  end_time      TIMESTAMP NOT NULL
);

CREATE TABLE IF NOT EXISTS pg_redshift.load_errors (
  query_id        BIGINT NOT NULL,
  start_time      TIMESTAMP NOT NULL,
  file_name       TEXT NOT NULL,
  line_number     BIGINT NOT NULL,
  column_name     TEXT NOT NULL,
  column_type     TEXT NOT NULL,
  column_length   TEXT NOT NULL,
  position        INTEGER NOT NULL,
  raw_line        TEXT NOT NULL,
  raw_field_value TEXT NOT NULL,
  error_code      INTEGER NOT NULL,
  error_message   TEXT NOT NULL
);
GRANT SELECT ON ALL TABLES IN SCHEMA pg_redshift TO PUBLIC;

-- in Redshift everyone may make tables there (Default permissions of the schema PUBLIC)
GRANT CREATE, USAGE ON SCHEMA public TO PUBLIC;
