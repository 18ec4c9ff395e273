-- mode = upsert: a staged row takes the place of the target's row with its keys, unless that one is as new or newer.
-- DELETE and INSERT instead of MERGE: neither needs the names of the target's columns (src/docs/decisions.md).
-- A part of the transaction that begin.sql begins, behind stage.sql and the COPY.
--
-- :target_table        the target
-- :rows                the pipe's select, or all of the stage
-- :insert_columns      those of the target that are filled; nothing for all
-- :insert_values       the same as a list; * for all
-- :keys                columns that tell rows apart
-- :newest_first        order by which the newest row of a key comes first
-- :keys_missing        whether an incoming row lacks a key
-- :same_as_target      whether a newest row has the keys of a target's row
-- :target_is_as_new    whether that target's row is as new or newer

-- [incoming] as the target, but for its constraints: a row that does not fit fails at the insert
CREATE TEMP TABLE incoming AS
SELECT *
FROM :target_table
WHERE 1 = 0;

-- [select] what the pipe's select makes of the stage
INSERT INTO incoming
:rows;

-- [keys] fails when a row has no key: it could never be found again
INSERT INTO guard
SELECT CASE WHEN COUNT(*) > 0 THEN NULL ELSE 1 END
FROM incoming
WHERE :keys_missing;

-- [newest] several files, or one, may have several rows of one key
CREATE TEMP TABLE newest AS
SELECT
  incoming.*,
  ROW_NUMBER() OVER (PARTITION BY :keys ORDER BY :newest_first) AS nth_newest
FROM incoming;

-- [second-newest] one row of each key stays
DELETE FROM newest
WHERE nth_newest > 1;

-- [drop-nth] the target's columns are left
ALTER TABLE newest DROP COLUMN nth_newest;

-- [outdated] what the target has as new or newer
DELETE FROM newest
USING :target_table
WHERE :same_as_target
AND :target_is_as_new;

-- [replaced] the rows whose place is taken
DELETE FROM :target_table
USING newest
WHERE :same_as_target;

-- [insert] the new ones
INSERT INTO :target_table :insert_columns
SELECT :insert_values
FROM newest;
