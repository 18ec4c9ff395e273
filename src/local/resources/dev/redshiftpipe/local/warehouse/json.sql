-- Redshift's JSON functions, and the types that PostgreSQL lacks as domains. Run by the stand-in, as superuser with
-- allow_system_table_mods, in every database at every start; may be repeated.
DO $$
BEGIN
  IF pg_catalog.to_regtype('pg_catalog.super') IS NULL THEN
    CREATE DOMAIN pg_catalog.super AS JSONB;
    CREATE DOMAIN pg_catalog.varbyte AS BYTEA;
    CREATE DOMAIN pg_catalog.varbinary AS BYTEA;
    CREATE DOMAIN pg_catalog.datetime AS TIMESTAMP;
    CREATE DOMAIN pg_catalog.nvarchar AS VARCHAR;
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION pg_catalog.is_valid_json(value TEXT) RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value IS JSON OBJECT $$;

CREATE OR REPLACE FUNCTION pg_catalog.is_valid_json_array(value TEXT) RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value IS JSON ARRAY $$;

CREATE OR REPLACE FUNCTION pg_catalog.can_json_parse(value TEXT) RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value IS JSON $$;

CREATE OR REPLACE FUNCTION pg_catalog.json_parse(value TEXT) RETURNS pg_catalog.super
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value::JSONB $$;

-- without white space, as SUPER prints
CREATE OR REPLACE FUNCTION pg_catalog.json_serialize(value JSONB) RETURNS TEXT
LANGUAGE sql IMMUTABLE STRICT AS $$
SELECT CASE pg_catalog.jsonb_typeof(value)
         WHEN 'object' THEN (
           SELECT '{' || COALESCE(string_agg(to_json(e.key)::TEXT || ':' || pg_catalog.json_serialize(e.value), ','), '') || '}'
           FROM pg_catalog.jsonb_each(value) e)
         WHEN 'array' THEN (
           SELECT '[' || COALESCE(string_agg(pg_catalog.json_serialize(e.value), ',' ORDER BY e.ordinality), '') || ']'
           FROM pg_catalog.jsonb_array_elements(value) WITH ORDINALITY e)
         ELSE value::TEXT
       END
$$;

CREATE OR REPLACE FUNCTION pg_catalog.json_extract_path_text(value TEXT, VARIADIC path TEXT[]) RETURNS TEXT
LANGUAGE sql IMMUTABLE AS $$ SELECT value::JSONB #>> path $$;

CREATE OR REPLACE FUNCTION pg_catalog.json_extract_path_text(value TEXT, key TEXT, null_if_invalid BOOLEAN) RETURNS TEXT
LANGUAGE sql IMMUTABLE AS $$
SELECT CASE WHEN NOT null_if_invalid OR value IS JSON THEN value::JSONB #>> ARRAY[key] END
$$;

CREATE OR REPLACE FUNCTION pg_catalog.json_extract_array_element_text(value TEXT, index INTEGER) RETURNS TEXT
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value::JSONB ->> index $$;

CREATE OR REPLACE FUNCTION pg_catalog.json_array_length(value TEXT) RETURNS INTEGER
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT pg_catalog.jsonb_array_length(value::JSONB) $$;
