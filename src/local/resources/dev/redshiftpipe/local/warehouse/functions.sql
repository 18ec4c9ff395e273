-- Redshift's types and text functions. Run by the stand-in, as superuser with allow_system_table_mods,
-- in every database at every start; may be repeated. Function bodies are dollar-quoted: backslashes
-- in strings are escapes here.

CREATE OR REPLACE FUNCTION pg_catalog.len(value TEXT) RETURNS INTEGER
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT pg_catalog.char_length(value) $$;

-- the Data API makes COALESCE of it, psql does not
CREATE OR REPLACE FUNCTION pg_catalog.nvl(first ANYCOMPATIBLE, second ANYCOMPATIBLE) RETURNS ANYCOMPATIBLE
LANGUAGE sql IMMUTABLE AS $$ SELECT COALESCE(first, second) $$;

CREATE OR REPLACE FUNCTION pg_catalog.charindex(part TEXT, value TEXT) RETURNS INTEGER
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT pg_catalog.strpos(value, part) $$;

CREATE OR REPLACE FUNCTION pg_catalog.replicate(value TEXT, times INTEGER) RETURNS TEXT
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT pg_catalog.repeat(value, times) $$;

CREATE OR REPLACE FUNCTION pg_catalog.sha2(value TEXT, bits INTEGER) RETURNS TEXT
LANGUAGE sql IMMUTABLE STRICT AS $$
SELECT CASE bits
         WHEN 0 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(value, 'UTF8')), 'hex')
         WHEN 224 THEN pg_catalog.encode(pg_catalog.sha224(pg_catalog.convert_to(value, 'UTF8')), 'hex')
         WHEN 256 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(value, 'UTF8')), 'hex')
         WHEN 384 THEN pg_catalog.encode(pg_catalog.sha384(pg_catalog.convert_to(value, 'UTF8')), 'hex')
         WHEN 512 THEN pg_catalog.encode(pg_catalog.sha512(pg_catalog.convert_to(value, 'UTF8')), 'hex')
       END
$$;

CREATE OR REPLACE FUNCTION pg_catalog.strtol(value TEXT, base INTEGER) RETURNS BIGINT
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  result BIGINT := 0;
  text_left TEXT := lower(btrim(value));
  sign INTEGER := 1;
  digit INTEGER;
BEGIN
  IF base < 2 OR base > 36 THEN
    RAISE EXCEPTION 'The base has to be between 2 and 36, was %', base;
  END IF;
  IF text_left LIKE '-%' THEN
    sign := -1;
    text_left := substr(text_left, 2);
  END IF;
  IF base = 16 AND text_left LIKE '0x%' THEN
    text_left := substr(text_left, 3);
  END IF;
  FOR i IN 1 .. length(text_left) LOOP
    digit := strpos('0123456789abcdefghijklmnopqrstuvwxyz', substr(text_left, i, 1)) - 1;
    IF digit < 0 OR digit >= base THEN
      RAISE EXCEPTION 'The input % is not valid to be converted to base %', value, base;
    END IF;
    result := result * base + digit;
  END LOOP;
  RETURN sign * result;
END
$$;

CREATE OR REPLACE FUNCTION pg_catalog.pg_last_copy_id() RETURNS BIGINT
LANGUAGE sql STABLE AS $$
SELECT COALESCE(NULLIF(pg_catalog.current_setting('redshift.last_copy_id', TRUE), ''), '-1')::BIGINT
$$;

CREATE OR REPLACE FUNCTION pg_catalog.pg_last_copy_count() RETURNS BIGINT
LANGUAGE sql STABLE AS $$
SELECT COALESCE(NULLIF(pg_catalog.current_setting('redshift.last_copy_count', TRUE), ''), '0')::BIGINT
$$;

CREATE OR REPLACE FUNCTION pg_catalog.pg_last_unload_id() RETURNS BIGINT
LANGUAGE sql STABLE AS $$
SELECT COALESCE(NULLIF(pg_catalog.current_setting('redshift.last_unload_id', TRUE), ''), '-1')::BIGINT
$$;

CREATE OR REPLACE FUNCTION pg_catalog.pg_last_unload_count() RETURNS BIGINT
LANGUAGE sql STABLE AS $$
SELECT COALESCE(NULLIF(pg_catalog.current_setting('redshift.last_unload_count', TRUE), ''), '0')::BIGINT
$$;
