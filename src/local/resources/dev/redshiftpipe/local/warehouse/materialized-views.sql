-- Materialized views: PostgreSQL's own, together with what Redshift knows of them. Run by the stand-in, as superuser
-- with allow_system_table_mods, in every database at every start; may be repeated.
CREATE TABLE IF NOT EXISTS pg_redshift.materialized_views (
  view_id     OID NOT NULL,
  autorefresh BOOLEAN NOT NULL
);

CREATE OR REPLACE PROCEDURE pg_redshift.made_materialized_view(path TEXT, refreshes BOOLEAN)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  made OID := to_regclass(path);
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_class c WHERE c.oid = made AND c.relkind = 'm') THEN
    RAISE EXCEPTION 'materialized view "%" does not exist', path USING ERRCODE = '42P01';
  END IF;
  -- standard views, which Redshift does not let a materialized view stand on
  IF EXISTS (
    SELECT 1
    FROM pg_rewrite r
    JOIN pg_depend d ON d.objid = r.oid AND d.classid = 'pg_rewrite'::REGCLASS
    JOIN pg_class c ON c.oid = d.refobjid AND d.refclassid = 'pg_class'::REGCLASS
    WHERE r.ev_class = made
    AND c.relkind = 'v'
  ) THEN
    RAISE EXCEPTION 'materialized views on views are not supported' USING ERRCODE = '0A000';
  END IF;
  DELETE FROM pg_redshift.materialized_views m WHERE m.view_id = made;
  INSERT INTO pg_redshift.materialized_views VALUES (made, refreshes);
END
$$;

-- whether its query would give other rows now; Redshift also calls a change stale that makes no difference
CREATE OR REPLACE FUNCTION pg_redshift.is_stale(view_id OID) RETURNS BOOLEAN
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
  query TEXT := rtrim(pg_get_viewdef(view_id), ';');
  stale BOOLEAN;
BEGIN
  EXECUTE format(
    'SELECT EXISTS ((%1$s) EXCEPT ALL SELECT * FROM %2$s) OR EXISTS (SELECT * FROM %2$s EXCEPT ALL (%1$s))',
    query, view_id::REGCLASS)
  INTO stale;
  RETURN stale;
END
$$;

CREATE OR REPLACE VIEW pg_catalog.svv_mv_info AS
SELECT pg_catalog.current_database()::CHAR(128) AS database_name,
       n.nspname::CHAR(128) AS schema_name,
       pg_catalog.pg_get_userbyid(c.relowner)::CHAR(128) AS user_name,
       c.relname::CHAR(128) AS name,
       CASE WHEN pg_redshift.is_stale(c.oid) THEN 't' ELSE 'f' END::CHAR(1) AS is_stale,
       0 AS state,
       CASE WHEN m.autorefresh THEN 't' ELSE 'f' END::CHAR(1) AS autorefresh,
       'f'::CHAR(1) AS autorewrite
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_redshift.materialized_views m ON m.view_id = c.oid
WHERE c.relkind = 'm';

CREATE OR REPLACE VIEW pg_catalog.stv_mv_info AS
SELECT i.database_name AS db_name,
       i.schema_name AS schema,
       i.name,
       0::BIGINT AS updated_upto_xid,
       i.is_stale,
       i.user_name AS owner_user_name,
       i.state,
       i.autorefresh,
       i.autorewrite
FROM pg_catalog.svv_mv_info i;

GRANT SELECT ON pg_catalog.svv_mv_info, pg_catalog.stv_mv_info TO PUBLIC;
