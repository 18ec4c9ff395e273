-- What the bodies of procedures call. Run by the stand-in, as superuser with allow_system_table_mods, in every
-- database at every start; may be repeated.

-- TRUNCATE commits, in a procedure too (stored-procedure-transaction-management)
CREATE OR REPLACE PROCEDURE pg_redshift.truncated()
LANGUAGE plpgsql AS $$
BEGIN
  COMMIT;
END
$$;

-- what EXECUTE is given at run time; PostgreSQL parses it as it is
CREATE OR REPLACE FUNCTION pg_redshift.dynamic(command TEXT) RETURNS TEXT
LANGUAGE plpgsql AS $$
DECLARE
  verb TEXT := upper((regexp_match(command, '^[[:space:]]*([[:alpha:]]+)'))[1]);
BEGIN
  IF verb IN ('COPY', 'UNLOAD') THEN
    RAISE EXCEPTION 'the stand-in cannot execute % in a procedure yet', verb USING ERRCODE = '0A000';
  END IF;
  IF command ~* '^[[:space:]]*create.*[[:space:](](primary|unique|references|distkey|sortkey|diststyle|encode|identity)[[:space:](,)]' THEN
    RAISE EXCEPTION 'the stand-in cannot execute a CREATE TABLE with keys or attributes that EXECUTE puts together yet'
    USING ERRCODE = '0A000';
  END IF;
  IF verb = 'TRUNCATE' THEN
    PERFORM set_config('redshift.truncates', 'on', FALSE);
  END IF;
  RETURN command;
END
$$;

CREATE OR REPLACE PROCEDURE pg_redshift.truncated_dynamically()
LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('redshift.truncates', TRUE) = 'on' THEN
    PERFORM set_config('redshift.truncates', 'off', FALSE);
    COMMIT;
  END IF;
END
$$;
