-- mode = upsert: a staged row takes the place of the target's row with its keys, unless that one is newer, or as new and has
-- the greater values.
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
-- :target_is_as_new    whether that target's row is newer, or as new and not less in its values
-- :incoming_definition, :newest_columns   the target's columns; but for those that number themselves
-- :drop_nth            takes the rank off the newest rows, where all columns are taken
-- :with_given_number, :insert_numbered    two INSERTs, where a file may give a number or leave it to the warehouse

-- [incoming] as the target, but for its constraints: a row that does not fit fails at the insert
CREATE TEMP TABLE incoming :incoming_definition;

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
SELECT :newest_columns
FROM (
  SELECT
    incoming.*,
    ROW_NUMBER() OVER (PARTITION BY :keys ORDER BY :newest_first) AS nth_newest
  FROM incoming
) AS ranked
WHERE nth_newest = 1;

-- [drop-nth] the target's columns are left
:drop_nth;

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
FROM newest :with_given_number;

-- [insert-numbered] those to which the warehouse gives a number, where files may give it, too
:insert_numbered;
