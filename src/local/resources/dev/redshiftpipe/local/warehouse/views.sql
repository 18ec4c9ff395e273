-- Redshift's system views, as far as the stand-in knows what they tell. Run by the stand-in, as
-- superuser with allow_system_table_mods, in every database at every start; may be repeated.
-- Columns and their widths: REDSHIFT system views and tables reference, SYS_LOAD_* and STL_LOAD_*.
CREATE OR REPLACE VIEW pg_catalog.sys_load_history AS
SELECT 100 AS user_id,
       l.query_id,
       l.query_id AS transaction_id,
       l.session_id,
       l.database_name::CHAR(64) AS database_name,
       l.status::CHAR(10) AS status,
       l.table_name::CHAR(128) AS table_name,
       l.start_time,
       l.end_time,
       (EXTRACT(EPOCH FROM l.end_time - l.start_time) * 1000000)::BIGINT AS duration,
       l.data_source::CHAR(256) AS data_source,
       l.file_format::CHAR(16) AS file_format,
       l.loaded_rows,
       (SELECT COALESCE(SUM(f.bytes_scanned), 0)::BIGINT FROM pg_redshift.load_files f WHERE f.query_id = l.query_id) AS loaded_bytes,
       (SELECT COUNT(*)::INTEGER FROM pg_redshift.load_files f WHERE f.query_id = l.query_id) AS source_file_count,
       (SELECT COALESCE(SUM(f.bytes_scanned), 0)::BIGINT FROM pg_redshift.load_files f WHERE f.query_id = l.query_id) AS source_file_bytes,
       (SELECT COUNT(*)::INTEGER FROM pg_redshift.load_files f WHERE f.query_id = l.query_id) AS file_count_scanned,
       (SELECT COALESCE(SUM(f.bytes_scanned), 0)::BIGINT FROM pg_redshift.load_files f WHERE f.query_id = l.query_id) AS file_bytes_scanned,
       (SELECT COUNT(*) FROM pg_redshift.load_errors e WHERE e.query_id = l.query_id) AS error_count,
       (-1)::BIGINT AS copy_job_id
FROM pg_redshift.loads l;

CREATE OR REPLACE VIEW pg_catalog.sys_load_detail AS
SELECT 100 AS user_id,
       f.query_id,
       f.file_name::CHAR(256) AS file_name,
       f.bytes_scanned,
       f.lines_scanned,
       f.end_time AS record_time,
       1::BIGINT AS splits_scanned,
       f.start_time,
       f.end_time
FROM pg_redshift.load_files f;

CREATE OR REPLACE VIEW pg_catalog.sys_load_error_detail AS
SELECT 100 AS user_id,
       e.query_id,
       e.query_id AS transaction_id,
       l.session_id,
       l.database_name::CHAR(64) AS database_name,
       l.table_id::INTEGER AS table_id,
       e.start_time,
       e.file_name::CHAR(256) AS file_name,
       e.line_number,
       e.column_name::CHAR(127) AS column_name,
       e.column_type::CHAR(10) AS column_type,
       e.column_length::CHAR(10) AS column_length,
       e.position,
       e.error_code,
       e.error_message::CHAR(512) AS error_message
FROM pg_redshift.load_errors e
JOIN pg_redshift.loads l ON l.query_id = e.query_id;

CREATE OR REPLACE VIEW pg_catalog.stl_load_errors AS
SELECT 100 AS userid,
       0 AS slice,
       l.table_id::INTEGER AS tbl,
       e.start_time AS starttime,
       l.session_id AS session,
       e.query_id AS query,
       e.file_name::CHAR(256) AS filename,
       e.line_number,
       e.column_name::CHAR(127) AS colname,
       e.column_type::CHAR(10) AS type,
       e.column_length::CHAR(10) AS col_length,
       e.position,
       e.raw_line::CHAR(1024) AS raw_line,
       e.raw_field_value::CHAR(1024) AS raw_field_value,
       e.error_code AS err_code,
       e.error_message::CHAR(100) AS err_reason,
       0 AS is_partial,
       0::BIGINT AS start_offset,
       (-1)::BIGINT AS copy_job_id
FROM pg_redshift.load_errors e
JOIN pg_redshift.loads l ON l.query_id = e.query_id;

CREATE OR REPLACE VIEW pg_catalog.stl_load_commits AS
SELECT 100 AS userid,
       f.query_id AS query,
       0 AS slice,
       ''::CHAR(256) AS name,
       f.file_name::CHAR(256) AS filename,
       0 AS byte_offset,
       f.lines_scanned::INTEGER AS lines_scanned,
       (SELECT COUNT(*)::INTEGER FROM pg_redshift.load_errors e WHERE e.query_id = f.query_id AND e.file_name = f.file_name) AS errors,
       f.end_time AS curtime,
       1 AS status,
       l.file_format::CHAR(16) AS file_format,
       0 AS is_partial,
       0::BIGINT AS start_offset,
       (-1)::BIGINT AS copy_job_id
FROM pg_redshift.load_files f
JOIN pg_redshift.loads l ON l.query_id = f.query_id;

CREATE OR REPLACE VIEW pg_catalog.pg_table_def AS
SELECT n.nspname AS schemaname,
       c.relname AS tablename,
       a.attname AS "column",
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
       'none'::CHAR(32) AS encoding,
       FALSE AS distkey,
       0 AS sortkey,
       a.attnotnull AS "notnull"
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r'
AND n.nspname = ANY (pg_catalog.current_schemas(FALSE));

CREATE OR REPLACE VIEW pg_catalog.svv_tables AS
SELECT table_catalog::VARCHAR, table_schema::VARCHAR, table_name::VARCHAR, table_type::VARCHAR, NULL::VARCHAR AS remarks
FROM information_schema.tables
WHERE table_schema NOT IN ('pg_redshift');

CREATE OR REPLACE VIEW pg_catalog.svv_columns AS
SELECT table_catalog::VARCHAR, table_schema::VARCHAR, table_name::VARCHAR, column_name::VARCHAR,
       ordinal_position::INTEGER, column_default::VARCHAR, is_nullable::VARCHAR, data_type::VARCHAR,
       character_maximum_length::INTEGER, numeric_precision::INTEGER, numeric_precision_radix::INTEGER,
       numeric_scale::INTEGER, datetime_precision::INTEGER
FROM information_schema.columns
WHERE table_schema NOT IN ('pg_redshift');

CREATE OR REPLACE VIEW pg_catalog.svv_table_info AS
SELECT pg_catalog.current_database()::VARCHAR AS database,
       n.nspname::VARCHAR AS schema,
       c.oid AS table_id,
       c.relname::VARCHAR AS "table",
       'Y, AUTO(AUTO)'::VARCHAR AS encoded,
       'AUTO(ALL)'::VARCHAR AS diststyle,
       'AUTO(SORTKEY)'::VARCHAR AS sortkey1,
       (pg_catalog.pg_total_relation_size(c.oid) / 1048576 + 1)::BIGINT AS size,
       GREATEST(c.reltuples, 0)::NUMERIC(38,0) AS tbl_rows
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r'
AND n.nspname NOT LIKE 'pg\\_%'
AND n.nspname <> 'information_schema';

-- concurrency_model: 1 SNAPSHOT, 2 SERIALIZABLE (Isolation levels in Amazon Redshift)
CREATE OR REPLACE VIEW pg_catalog.pg_database_info AS
SELECT d.oid AS datid,
       d.datname,
       d.datallowconn,
       ('concurrency_model='
        || CASE
             WHEN COALESCE(s.level, r.reset_val) = 'serializable' THEN '2'
             ELSE '1'
           END)::VARCHAR AS datconfig
FROM pg_catalog.pg_database d
CROSS JOIN (SELECT reset_val FROM pg_catalog.pg_settings WHERE name = 'default_transaction_isolation') r
LEFT JOIN (
  SELECT setdatabase, pg_catalog.split_part(setting, '=', 2) AS level
  FROM pg_catalog.pg_db_role_setting, pg_catalog.unnest(setconfig) AS setting
  WHERE setrole = 0 AND setting LIKE 'default_transaction_isolation=%'
) s ON s.setdatabase = d.oid;

CREATE OR REPLACE VIEW pg_catalog.stv_db_isolation_level AS
SELECT datname::CHAR(128) AS db_name,
       CASE
         WHEN datconfig LIKE '%2' THEN 'Serializable'
         ELSE 'Snapshot Isolation'
       END::CHAR(20) AS isolation_level
FROM pg_catalog.pg_database_info;

CREATE OR REPLACE VIEW pg_catalog.svv_transactions AS
SELECT a.usename::TEXT AS txn_owner,
       a.datname::TEXT AS txn_db,
       COALESCE(a.backend_xid, a.backend_xmin)::TEXT::BIGINT AS xid,
       l.pid,
       (a.xact_start AT TIME ZONE 'UTC')::TIMESTAMP AS txn_start,
       l.mode AS lock_mode,
       l.locktype AS lockable_object_type,
       l.relation::BIGINT::INTEGER AS relation,
       l.granted
FROM pg_catalog.pg_locks l
JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype IN ('relation', 'transactionid');

GRANT SELECT ON pg_catalog.svv_transactions, pg_catalog.sys_load_history, pg_catalog.sys_load_detail, pg_catalog.sys_load_error_detail,
  pg_catalog.stl_load_errors, pg_catalog.stl_load_commits, pg_catalog.pg_table_def, pg_catalog.svv_tables,
  pg_catalog.svv_columns, pg_catalog.svv_table_info, pg_catalog.pg_database_info,
  pg_catalog.stv_db_isolation_level TO PUBLIC;

-- Redshift's pg_attrdef, by which the stand-in reads that name: PostgreSQL's own has neither adsrc nor identity columns.
CREATE OR REPLACE VIEW pg_redshift.pg_attrdef AS
SELECT d.adrelid, d.adnum, pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS adsrc
FROM pg_catalog.pg_attrdef d
UNION ALL
SELECT a.attrelid,
       a.attnum,
       CASE a.attidentity WHEN 'a' THEN '"identity"' ELSE 'default_identity' END
         || '(' || a.attrelid::TEXT || ', ' || (a.attnum - 1)::TEXT || ', ''1,1''::text)'
FROM pg_catalog.pg_attribute a
WHERE a.attidentity IN ('a', 'd');

GRANT SELECT ON pg_redshift.pg_attrdef TO PUBLIC;
