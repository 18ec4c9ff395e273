-- Redshift's date functions. Run by the stand-in, as superuser with allow_system_table_mods, in every
-- database at every start; may be repeated.
CREATE OR REPLACE FUNCTION pg_catalog.getdate() RETURNS TIMESTAMP
LANGUAGE sql STABLE AS $$
SELECT pg_catalog.date_trunc('second', pg_catalog.statement_timestamp() AT TIME ZONE pg_catalog.current_setting('TimeZone'))
$$;

CREATE OR REPLACE FUNCTION pg_catalog.sysdate() RETURNS TIMESTAMP
LANGUAGE sql STABLE AS $$
SELECT pg_catalog.transaction_timestamp() AT TIME ZONE pg_catalog.current_setting('TimeZone')
$$;

-- the names that DATEADD and DATEDIFF take (Date parts for date or timestamp functions)
CREATE OR REPLACE FUNCTION pg_redshift.date_part_name(part TEXT) RETURNS TEXT
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  RETURN CASE
    WHEN lower(part) IN ('millennium', 'millennia', 'mil', 'mils') THEN 'millennium'
    WHEN lower(part) IN ('century', 'centuries', 'c', 'cent', 'cents') THEN 'century'
    WHEN lower(part) IN ('decade', 'decades', 'dec', 'decs') THEN 'decade'
    WHEN lower(part) IN ('year', 'years', 'y', 'yr', 'yrs', 'yyyy', 'yy') THEN 'year'
    WHEN lower(part) IN ('quarter', 'quarters', 'qtr', 'qtrs', 'qq', 'q') THEN 'quarter'
    WHEN lower(part) IN ('month', 'months', 'mon', 'mons', 'mm') THEN 'month'
    WHEN lower(part) IN ('week', 'weeks', 'w', 'wk', 'ww') THEN 'week'
    WHEN lower(part) IN ('day', 'days', 'd', 'dd') THEN 'day'
    WHEN lower(part) IN ('hour', 'hours', 'h', 'hr', 'hrs', 'hh') THEN 'hour'
    WHEN lower(part) IN ('minute', 'minutes', 'm', 'min', 'mins', 'mi', 'n') THEN 'minute'
    WHEN lower(part) IN ('second', 'seconds', 's', 'sec', 'secs', 'ss') THEN 'second'
    WHEN lower(part) IN ('millisecond', 'milliseconds', 'ms', 'msec', 'msecs', 'msecond', 'mseconds', 'millisec', 'millisecs', 'millisecon') THEN 'millisecond'
    WHEN lower(part) IN ('microsecond', 'microseconds', 'microsec', 'microsecs', 'microsecond', 'usecond', 'useconds', 'us', 'usec', 'usecs') THEN 'microsecond'
  END;
END
$$;

CREATE OR REPLACE FUNCTION pg_catalog.dateadd(part TEXT, amount BIGINT, value TIMESTAMP) RETURNS TIMESTAMP
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  name TEXT := pg_redshift.date_part_name(part);
BEGIN
  IF name IS NULL THEN
    RAISE EXCEPTION 'timestamp units "%" not recognized', part USING ERRCODE = '22023';
  END IF;
  RETURN value + amount * CASE name WHEN 'quarter' THEN INTERVAL '3 months' ELSE ('1 ' || name)::INTERVAL END;
END
$$;

CREATE OR REPLACE FUNCTION pg_catalog.dateadd(part TEXT, amount BIGINT, value TIMESTAMPTZ) RETURNS TIMESTAMPTZ
LANGUAGE sql STABLE STRICT AS $$
SELECT pg_catalog.dateadd(part, amount, value AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
$$;

CREATE OR REPLACE FUNCTION pg_catalog.dateadd(part TEXT, amount BIGINT, value DATE) RETURNS TIMESTAMP
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT pg_catalog.dateadd(part, amount, value::TIMESTAMP) $$;

CREATE OR REPLACE FUNCTION pg_catalog.dateadd(part TEXT, amount BIGINT, value TEXT) RETURNS TIMESTAMP
LANGUAGE sql STABLE STRICT AS $$ SELECT pg_catalog.dateadd(part, amount, value::TIMESTAMP) $$;

-- counts the boundaries between the two, not whole units
CREATE OR REPLACE FUNCTION pg_catalog.datediff(part TEXT, earlier TIMESTAMP, later TIMESTAMP) RETURNS BIGINT
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  name TEXT := pg_redshift.date_part_name(part);
  years BIGINT := extract(YEAR FROM later)::BIGINT - extract(YEAR FROM earlier)::BIGINT;
  days BIGINT := later::DATE - earlier::DATE;
  seconds BIGINT := extract(EPOCH FROM date_trunc('second', later) - date_trunc('second', earlier))::BIGINT;
BEGIN
  RETURN CASE name
    WHEN 'millennium' THEN extract(MILLENNIUM FROM later)::BIGINT - extract(MILLENNIUM FROM earlier)::BIGINT
    WHEN 'century' THEN extract(CENTURY FROM later)::BIGINT - extract(CENTURY FROM earlier)::BIGINT
    WHEN 'decade' THEN extract(DECADE FROM later)::BIGINT - extract(DECADE FROM earlier)::BIGINT
    WHEN 'year' THEN years
    WHEN 'quarter' THEN years * 4 + extract(QUARTER FROM later)::BIGINT - extract(QUARTER FROM earlier)::BIGINT
    WHEN 'month' THEN years * 12 + extract(MONTH FROM later)::BIGINT - extract(MONTH FROM earlier)::BIGINT
    WHEN 'week' THEN (date_trunc('week', later)::DATE - date_trunc('week', earlier)::DATE) / 7
    WHEN 'day' THEN days
    WHEN 'hour' THEN extract(EPOCH FROM date_trunc('hour', later) - date_trunc('hour', earlier))::BIGINT / 3600
    WHEN 'minute' THEN extract(EPOCH FROM date_trunc('minute', later) - date_trunc('minute', earlier))::BIGINT / 60
    WHEN 'second' THEN seconds
    WHEN 'millisecond' THEN trunc(extract(EPOCH FROM date_trunc('millisecond', later) - date_trunc('millisecond', earlier)) * 1000)::BIGINT
    WHEN 'microsecond' THEN trunc(extract(EPOCH FROM later - earlier) * 1000000)::BIGINT
  END;
END
$$;

CREATE OR REPLACE FUNCTION pg_catalog.datediff(part TEXT, earlier TIMESTAMPTZ, later TIMESTAMPTZ) RETURNS BIGINT
LANGUAGE sql STABLE STRICT AS $$
SELECT pg_catalog.datediff(part, earlier AT TIME ZONE 'UTC', later AT TIME ZONE 'UTC')
$$;

CREATE OR REPLACE FUNCTION pg_catalog.datediff(part TEXT, earlier TEXT, later TEXT) RETURNS BIGINT
LANGUAGE sql STABLE STRICT AS $$ SELECT pg_catalog.datediff(part, earlier::TIMESTAMP, later::TIMESTAMP) $$;

CREATE OR REPLACE FUNCTION pg_catalog.convert_timezone(target TEXT, value TIMESTAMP) RETURNS TIMESTAMP
LANGUAGE sql STABLE STRICT AS $$ SELECT (value AT TIME ZONE 'UTC') AT TIME ZONE target $$;

CREATE OR REPLACE FUNCTION pg_catalog.convert_timezone(source TEXT, target TEXT, value TIMESTAMP) RETURNS TIMESTAMP
LANGUAGE sql STABLE STRICT AS $$ SELECT (value AT TIME ZONE source) AT TIME ZONE target $$;

CREATE OR REPLACE FUNCTION pg_catalog.last_day(value TIMESTAMP) RETURNS DATE
LANGUAGE sql IMMUTABLE STRICT AS $$
SELECT (pg_catalog.date_trunc('month', value) + INTERVAL '1 month' - INTERVAL '1 day')::DATE
$$;

CREATE OR REPLACE FUNCTION pg_catalog.add_months(value TIMESTAMP, months BIGINT) RETURNS TIMESTAMP
LANGUAGE sql IMMUTABLE STRICT AS $$
-- the last day of a month goes to the last day of a month
SELECT CASE
         WHEN value::DATE = pg_catalog.last_day(value)
         THEN pg_catalog.last_day(pg_catalog.date_trunc('month', value) + months * INTERVAL '1 month') + value::TIME
         ELSE value + months * INTERVAL '1 month'
       END
$$;

CREATE OR REPLACE FUNCTION pg_catalog.trunc(value TIMESTAMP) RETURNS DATE
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value::DATE $$;
