-- Data shares, remembered by the database that they belong to. Run by the stand-in, as superuser with
-- allow_system_table_mods, in every database at every start; may be repeated.
CREATE TABLE IF NOT EXISTS pg_redshift.datashares (
  share_id   INTEGER GENERATED ALWAYS AS IDENTITY,
  share_name TEXT NOT NULL PRIMARY KEY,
  owner_id   OID NOT NULL,
  is_public  BOOLEAN NOT NULL,
  created    TIMESTAMP NOT NULL
);

-- object_name is qualified; of a function with the types of its arguments
CREATE TABLE IF NOT EXISTS pg_redshift.datashare_objects (
  share_name  TEXT NOT NULL REFERENCES pg_redshift.datashares ON DELETE CASCADE,
  object_type TEXT NOT NULL,
  object_name TEXT NOT NULL,
  include_new BOOLEAN,
  PRIMARY KEY (share_name, object_type, object_name)
);

CREATE TABLE IF NOT EXISTS pg_redshift.datashare_consumers (
  share_name TEXT NOT NULL REFERENCES pg_redshift.datashares ON DELETE CASCADE,
  account    TEXT NOT NULL,
  namespace  TEXT NOT NULL,
  granted    TIMESTAMP NOT NULL,
  PRIMARY KEY (share_name, account, namespace)
);

CREATE TABLE IF NOT EXISTS pg_redshift.consumer_databases (
  database_name TEXT NOT NULL,
  share_name    TEXT NOT NULL,
  account       TEXT NOT NULL,
  namespace     TEXT NOT NULL,
  created       TIMESTAMP NOT NULL
);
GRANT SELECT ON ALL TABLES IN SCHEMA pg_redshift TO PUBLIC;

CREATE OR REPLACE PROCEDURE pg_redshift.require_datashare(share TEXT)
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_redshift.datashares d WHERE d.share_name = share) THEN
    RAISE EXCEPTION 'datashare "%" does not exist', share USING ERRCODE = '42704';
  END IF;
END
$$;

CREATE OR REPLACE PROCEDURE pg_redshift.create_datashare(share TEXT, public BOOLEAN)
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_redshift.datashares d WHERE d.share_name = share) THEN
    RAISE EXCEPTION 'datashare "%" already exists', share USING ERRCODE = '42710';
  END IF;
  INSERT INTO pg_redshift.datashares (share_name, owner_id, is_public, created)
  VALUES (share, (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = session_user), public, transaction_timestamp() AT TIME ZONE 'UTC');
END
$$;

CREATE OR REPLACE PROCEDURE pg_redshift.drop_datashare(share TEXT)
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  CALL pg_redshift.require_datashare(share);
  DELETE FROM pg_redshift.datashares d WHERE d.share_name = share;
END
$$;

CREATE OR REPLACE PROCEDURE pg_redshift.set_datashare_public(share TEXT, public BOOLEAN)
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  CALL pg_redshift.require_datashare(share);
  UPDATE pg_redshift.datashares d SET is_public = public WHERE d.share_name = share;
END
$$;

CREATE OR REPLACE PROCEDURE pg_redshift.set_datashare_include_new(share TEXT, in_schema TEXT, includes BOOLEAN)
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  CALL pg_redshift.require_datashare(share);
  UPDATE pg_redshift.datashare_objects o
  SET include_new = includes
  WHERE o.share_name = share AND o.object_type = 'schema' AND o.object_name = in_schema;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'schema "%" is not in datashare "%"', in_schema, share USING ERRCODE = '42704';
  END IF;
END
$$;

-- objects as they are named in the statement
CREATE OR REPLACE PROCEDURE pg_redshift.alter_datashare(share TEXT, adds BOOLEAN, kind TEXT, path TEXT)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  of_schema TEXT := (parse_ident(split_part(path, '(', 1)))[1];
  object RECORD;
BEGIN
  CALL pg_redshift.require_datashare(share);
  IF kind IN ('SCHEMA', 'ALL TABLES', 'ALL FUNCTIONS') AND to_regnamespace(path) IS NULL THEN
    RAISE EXCEPTION 'schema "%" does not exist', of_schema USING ERRCODE = '3F000';
  END IF;
  IF kind = 'TABLE' AND to_regclass(path) IS NULL THEN
    RAISE EXCEPTION 'relation "%" does not exist', path USING ERRCODE = '42P01';
  END IF;
  IF kind = 'FUNCTION' AND to_regprocedure(path) IS NULL THEN
    RAISE EXCEPTION 'function % does not exist', path USING ERRCODE = '42883';
  END IF;
  IF adds AND kind <> 'SCHEMA' AND NOT EXISTS (
    SELECT 1 FROM pg_redshift.datashare_objects o
    WHERE o.share_name = share AND o.object_type = 'schema' AND o.object_name = of_schema
  ) THEN
    RAISE EXCEPTION 'schema "%" must be added to datashare "%" before its objects', of_schema, share
    USING ERRCODE = '55000';
  END IF;
  FOR object IN
    SELECT 'schema' AS type, n.nspname::TEXT AS name
    FROM pg_namespace n WHERE kind = 'SCHEMA' AND n.oid = to_regnamespace(path)
    UNION ALL
    SELECT CASE c.relkind WHEN 'm' THEN 'materialized view' WHEN 'v' THEN 'view' ELSE 'table' END,
           n.nspname || '.' || c.relname
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'v', 'm')
    AND ((kind = 'TABLE' AND c.oid = to_regclass(path)) OR (kind = 'ALL TABLES' AND n.oid = to_regnamespace(path)))
    UNION ALL
    SELECT 'function', n.nspname || '.' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')'
    FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prokind = 'f'
    AND ((kind = 'FUNCTION' AND p.oid = to_regprocedure(path)) OR (kind = 'ALL FUNCTIONS' AND n.oid = to_regnamespace(path)))
  LOOP
    IF adds THEN
      INSERT INTO pg_redshift.datashare_objects VALUES (
        share, object.type, object.name, CASE object.type WHEN 'schema' THEN FALSE END)
      ON CONFLICT DO NOTHING;
    ELSE
      DELETE FROM pg_redshift.datashare_objects o
      WHERE o.share_name = share AND o.object_type = object.type AND o.object_name = object.name;
    END IF;
    IF NOT FOUND AND kind NOT LIKE 'ALL %' THEN
      RAISE EXCEPTION '% "%" is % datashare "%"', object.type, object.name,
        CASE WHEN adds THEN 'already in' ELSE 'not in' END, share
      USING ERRCODE = '42710';
    END IF;
  END LOOP;
END
$$;

CREATE OR REPLACE PROCEDURE pg_redshift.grant_datashare(share TEXT, grants BOOLEAN, is_account BOOLEAN, consumer TEXT)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  to_account TEXT := CASE WHEN is_account THEN consumer ELSE '' END;
  to_namespace TEXT := CASE WHEN is_account THEN '' ELSE lower(consumer) END;
BEGIN
  CALL pg_redshift.require_datashare(share);
  IF grants THEN
    INSERT INTO pg_redshift.datashare_consumers
    VALUES (share, to_account, to_namespace, transaction_timestamp() AT TIME ZONE 'UTC')
    ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM pg_redshift.datashare_consumers c
    WHERE c.share_name = share AND c.account = to_account AND c.namespace = to_namespace;
  END IF;
END
$$;

-- you can create only one consumer database for one datashare (r_CREATE_DATABASE)
CREATE OR REPLACE PROCEDURE pg_redshift.check_consumer_database(database TEXT, share TEXT, of_account TEXT, of_namespace TEXT)
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF EXISTS (
    SELECT 1
    FROM pg_redshift.consumer_databases c
    JOIN pg_database d ON d.datname = c.database_name
    WHERE c.share_name = share AND c.namespace = of_namespace AND c.database_name <> database
  ) THEN
    RAISE EXCEPTION 'a database has already been created from datashare "%"', share USING ERRCODE = '42710';
  END IF;
END
$$;

CREATE OR REPLACE PROCEDURE pg_redshift.record_consumer_database(database TEXT, share TEXT, of_account TEXT, of_namespace TEXT)
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM pg_redshift.consumer_databases c WHERE c.database_name = database;
  INSERT INTO pg_redshift.consumer_databases
  VALUES (database, share, of_account, of_namespace, transaction_timestamp() AT TIME ZONE 'UTC');
END
$$;

-- this stand-in as a producer: the account of all its services, and a namespace of no other
CREATE OR REPLACE FUNCTION pg_redshift.account() RETURNS TEXT
LANGUAGE sql IMMUTABLE AS $$ SELECT '000000000000' $$;

CREATE OR REPLACE FUNCTION pg_redshift.namespace() RETURNS TEXT
LANGUAGE sql IMMUTABLE AS $$ SELECT md5('stand-in')::UUID::TEXT $$;

CREATE OR REPLACE VIEW pg_catalog.svv_datashares AS
SELECT d.share_name::VARCHAR(128) AS share_name,
       d.share_id,
       d.owner_id::INTEGER AS share_owner,
       pg_catalog.current_database()::VARCHAR(128) AS source_database,
       NULL::VARCHAR(128) AS consumer_database,
       'OUTBOUND'::VARCHAR(8) AS share_type,
       d.created AS createdate,
       d.is_public AS is_publicaccessible,
       ''::VARCHAR(256) AS share_acl,
       pg_redshift.account()::VARCHAR(16) AS producer_account,
       pg_redshift.namespace()::VARCHAR(64) AS producer_namespace,
       ''::VARCHAR(64) AS managed_by
FROM pg_redshift.datashares d
UNION ALL
SELECT c.share_name::VARCHAR(128),
       NULL,
       NULL,
       NULL,
       c.database_name::VARCHAR(128),
       'INBOUND'::VARCHAR(8),
       c.created,
       FALSE,
       ''::VARCHAR(256),
       COALESCE(NULLIF(c.account, ''), pg_redshift.account())::VARCHAR(16),
       c.namespace::VARCHAR(64),
       ''::VARCHAR(64)
FROM pg_redshift.consumer_databases c
JOIN pg_catalog.pg_database b ON b.datname = c.database_name;

CREATE OR REPLACE VIEW pg_catalog.svv_datashare_objects AS
SELECT 'OUTBOUND'::VARCHAR(8) AS share_type,
       o.share_name::VARCHAR(128) AS share_name,
       o.object_type::VARCHAR(64) AS object_type,
       o.object_name::VARCHAR(512) AS object_name,
       pg_redshift.account()::VARCHAR(16) AS producer_account,
       pg_redshift.namespace()::VARCHAR(64) AS producer_namespace,
       o.include_new
FROM pg_redshift.datashare_objects o
-- what was dropped is shared no more
WHERE CASE o.object_type
        WHEN 'schema' THEN pg_catalog.to_regnamespace(o.object_name) IS NOT NULL
        WHEN 'function' THEN pg_catalog.to_regprocedure(o.object_name) IS NOT NULL
        ELSE pg_catalog.to_regclass(o.object_name) IS NOT NULL
      END;

CREATE OR REPLACE VIEW pg_catalog.svv_datashare_consumers AS
SELECT c.share_name::VARCHAR(128) AS share_name,
       NULLIF(c.account, '')::VARCHAR(16) AS consumer_account,
       NULLIF(c.namespace, '')::VARCHAR(64) AS consumer_namespace,
       c.granted AS share_date
FROM pg_redshift.datashare_consumers c;

CREATE OR REPLACE FUNCTION pg_redshift.describe_datashare(share TEXT)
RETURNS TABLE (
  producer_account VARCHAR, producer_namespace VARCHAR, share_type VARCHAR, share_name VARCHAR,
  object_type VARCHAR, object_name VARCHAR, include_new BOOLEAN)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_redshift.datashares d WHERE d.share_name = share) THEN
    RAISE EXCEPTION 'datashare "%" does not exist', share USING ERRCODE = '42704';
  END IF;
  RETURN QUERY
  SELECT o.producer_account, o.producer_namespace, o.share_type, o.share_name, o.object_type, o.object_name, o.include_new
  FROM pg_catalog.svv_datashare_objects o
  WHERE o.share_name = share
  ORDER BY o.object_type, o.object_name;
END
$$;

GRANT SELECT ON pg_catalog.svv_datashares, pg_catalog.svv_datashare_objects, pg_catalog.svv_datashare_consumers TO PUBLIC;
