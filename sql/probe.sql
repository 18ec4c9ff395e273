-- What check --probe needs beside the statements of loads: a scratch schema, a statement that takes its time, questions.
-- Run by check --probe, one or some of them as a BatchExecuteStatement; all but isolation, catalogue and stale within the
-- scratch schema, which drop takes away.
--
-- :scratch  the scratch schema, redshift_pipe_probe_…
-- :most     number, rows of many that busy joins with all of many
-- :begin    text, what names of scratch schemas begin with, and %

-- [schema] all that the probe makes lies in it
CREATE SCHEMA :scratch;

-- [loaded] target of the probe's loads
CREATE TABLE :scratch.loaded (id INT NOT NULL, name VARCHAR(64));

-- [sums] what statements of the probe leave behind
CREATE TABLE :scratch.sums (total BIGINT NOT NULL);

-- [digits] of which many is made
CREATE TABLE :scratch.digits (n INT NOT NULL);

-- [digits-rows] sixteen
INSERT INTO :scratch.digits
VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15);

-- [many] rows for busy
CREATE TABLE :scratch.many (n INT NOT NULL);

-- [many-rows] 65,536
INSERT INTO :scratch.many
SELECT a.n + 16 * b.n + 256 * c.n + 4096 * d.n
FROM :scratch.digits AS a
CROSS JOIN :scratch.digits AS b
CROSS JOIN :scratch.digits AS c
CROSS JOIN :scratch.digits AS d;

-- [busy] as long as :most says, and no result that could be cached: Redshift has no statement that sleeps
INSERT INTO :scratch.sums
SELECT SUM(CASE WHEN MOD(one.n + other.n, 7) = 3 THEN 1 ELSE 0 END)
FROM :scratch.many AS one
CROSS JOIN :scratch.many AS other
WHERE one.n < :most;

-- [snapshot] what must not stand before the lock
SELECT COUNT(*)
FROM :scratch.digits;

-- [mark] takes effect once, or as often as it runs
INSERT INTO :scratch.sums
VALUES (1);

-- [fail] NOT NULL is enforced
INSERT INTO :scratch.sums
VALUES (NULL);

-- [count-loaded] rows of the target
SELECT COUNT(*)
FROM :scratch.loaded;

-- [count-sums] how often mark and busy took effect
SELECT COUNT(*)
FROM :scratch.sums;

-- [isolation] concurrency_model=1 is SNAPSHOT, 2 is SERIALIZABLE
SELECT datconfig
FROM pg_database_info
WHERE datname = CURRENT_DATABASE();

-- [catalogue] the same for superusers, in words
SELECT isolation_level
FROM stv_db_isolation_level
WHERE db_name = CURRENT_DATABASE();

-- [stale] scratch schemas that a probe left behind when it died
SELECT nspname
FROM pg_namespace
WHERE nspname LIKE :begin;

-- [drop] nothing of the probe is left
DROP SCHEMA :scratch CASCADE;
