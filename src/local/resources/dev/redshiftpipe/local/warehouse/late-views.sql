-- Views WITH NO SCHEMA BINDING. PostgreSQL has none, so each is an ordinary view together with its text:
-- before a table under it changes or goes, the view is taken away (unbind); as soon as a table comes, it
-- is tried again (rebind). In between, its name gives "relation … does not exist".
-- Run by the stand-in, as superuser with allow_system_table_mods, in every database at every start; may be
-- repeated.
CREATE TABLE IF NOT EXISTS pg_redshift.late_views (
  schema_name TEXT NOT NULL,
  view_name   TEXT NOT NULL,
  owner_name  TEXT NOT NULL,
  definition  TEXT NOT NULL,
  is_bound    BOOLEAN NOT NULL
);

CREATE OR REPLACE FUNCTION pg_redshift.bind(in_schema TEXT, named TEXT, owned_by TEXT, query TEXT) RETURNS BOOLEAN
LANGUAGE plpgsql AS $$
BEGIN
  BEGIN
    EXECUTE format('CREATE OR REPLACE VIEW %I.%I AS %s', in_schema, named, query);
  EXCEPTION WHEN invalid_table_definition THEN
    -- other columns than before, which PostgreSQL does not replace
    EXECUTE format('DROP VIEW %I.%I', in_schema, named);
    EXECUTE format('CREATE VIEW %I.%I AS %s', in_schema, named, query);
  END;
  EXECUTE format('ALTER VIEW %I.%I OWNER TO %I', in_schema, named, owned_by);
  RETURN TRUE;
EXCEPTION
  WHEN syntax_error OR serialization_failure OR deadlock_detected THEN
    RAISE;
  WHEN OTHERS THEN
    -- a table, a column or a type is not as the view wants it: not looked at before it is queried
    RETURN FALSE;
END
$$;

CREATE OR REPLACE PROCEDURE pg_redshift.create_late_view(path TEXT, replaces BOOLEAN, query TEXT)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  parts TEXT[] := parse_ident(path);
  named TEXT := parts[cardinality(parts)];
  in_schema TEXT := CASE WHEN cardinality(parts) > 1 THEN parts[cardinality(parts) - 1] ELSE 'public' END;
  is_known BOOLEAN := EXISTS (SELECT 1 FROM pg_redshift.late_views v WHERE v.schema_name = in_schema AND v.view_name = named);
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = in_schema) THEN
    RAISE EXCEPTION 'schema "%" does not exist', in_schema USING ERRCODE = '3F000';
  END IF;
  IF NOT replaces AND (is_known OR to_regclass(format('%I.%I', in_schema, named)) IS NOT NULL) THEN
    RAISE EXCEPTION 'relation "%" already exists', named USING ERRCODE = '42P07';
  END IF;
  DELETE FROM pg_redshift.late_views v WHERE v.schema_name = in_schema AND v.view_name = named;
  INSERT INTO pg_redshift.late_views
  VALUES (in_schema, named, session_user, query, pg_redshift.bind(in_schema, named, session_user, query));
END
$$;

CREATE OR REPLACE PROCEDURE pg_redshift.unbind(path TEXT)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  late RECORD;
BEGIN
  FOR late IN
    SELECT DISTINCT v.schema_name, v.view_name
    FROM pg_depend d
    JOIN pg_rewrite r ON r.oid = d.objid
    JOIN pg_class c ON c.oid = r.ev_class
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_redshift.late_views v ON v.schema_name = n.nspname AND v.view_name = c.relname AND v.is_bound
    WHERE d.classid = 'pg_rewrite'::REGCLASS
    AND d.refobjid = to_regclass(path)
    AND c.oid <> to_regclass(path)
  LOOP
    CALL pg_redshift.unbind(format('%I.%I', late.schema_name, late.view_name));
    UPDATE pg_redshift.late_views v
    SET is_bound = FALSE
    WHERE v.schema_name = late.schema_name AND v.view_name = late.view_name;
    EXECUTE format('DROP VIEW IF EXISTS %I.%I', late.schema_name, late.view_name);
  END LOOP;
END
$$;

-- DROP VIEW of one whose tables are gone has nothing to drop
CREATE OR REPLACE PROCEDURE pg_redshift.drop_unbound(path TEXT)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  parts TEXT[] := parse_ident(path);
  late RECORD;
BEGIN
  CALL pg_redshift.unbind(path);
  FOR late IN
    SELECT v.schema_name, v.view_name, v.definition
    FROM pg_redshift.late_views v
    WHERE NOT v.is_bound
    AND v.view_name = parts[cardinality(parts)]
    AND v.schema_name = CASE WHEN cardinality(parts) > 1 THEN parts[cardinality(parts) - 1] ELSE 'public' END
    AND to_regclass(path) IS NULL
  LOOP
    EXECUTE format('CREATE VIEW %I.%I AS SELECT 1 AS unbound', late.schema_name, late.view_name);
    UPDATE pg_redshift.late_views v
    SET is_bound = TRUE
    WHERE v.schema_name = late.schema_name AND v.view_name = late.view_name;
  END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION pg_redshift.rebind() RETURNS EVENT_TRIGGER
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  late RECORD;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_event_trigger_ddl_commands() c WHERE c.object_type = 'table' AND c.schema_name <> 'pg_temp') THEN
    RETURN;
  END IF;
  FOR late IN SELECT * FROM pg_redshift.late_views v WHERE NOT v.is_bound LOOP
    IF pg_redshift.bind(late.schema_name, late.view_name, late.owner_name, late.definition) THEN
      UPDATE pg_redshift.late_views v
      SET is_bound = TRUE
      WHERE v.schema_name = late.schema_name AND v.view_name = late.view_name;
    END IF;
  END LOOP;
END
$$;

-- a view that is dropped itself is forgotten; one that goes with its table is not
CREATE OR REPLACE FUNCTION pg_redshift.forget() RETURNS EVENT_TRIGGER
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  UPDATE pg_redshift.late_views v
  SET is_bound = FALSE
  FROM pg_event_trigger_dropped_objects() o
  WHERE o.object_type = 'view' AND NOT o.original
  AND v.schema_name = o.schema_name AND v.view_name = o.object_name;
  DELETE FROM pg_redshift.late_views v
  USING pg_event_trigger_dropped_objects() o
  WHERE o.object_type = 'view' AND o.original AND v.is_bound
  AND v.schema_name = o.schema_name AND v.view_name = o.object_name;
  DELETE FROM pg_redshift.late_views v
  USING pg_event_trigger_dropped_objects() o
  WHERE o.object_type = 'schema' AND v.schema_name = o.object_name;
END
$$;

DROP EVENT TRIGGER IF EXISTS pg_redshift_rebind;
CREATE EVENT TRIGGER pg_redshift_rebind ON ddl_command_end
WHEN TAG IN ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'ALTER TABLE')
EXECUTE FUNCTION pg_redshift.rebind();

DROP EVENT TRIGGER IF EXISTS pg_redshift_forget;
CREATE EVENT TRIGGER pg_redshift_forget ON sql_drop
WHEN TAG IN ('DROP TABLE', 'DROP VIEW', 'DROP SCHEMA')
EXECUTE FUNCTION pg_redshift.forget();
