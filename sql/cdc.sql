-- mode = cdc: as upsert.sql, and rows that delete. What was deleted is kept as a tombstone, the keys with their newest
-- known order, so that an update that comes late does not bring a row back.
-- A part of the transaction that begin.sql begins, behind stage.sql and the COPY.
--
-- :target_table          the target
-- :tombstones            redshift_pipe.tombstones_…: keys and order of deleted rows
-- :rows                  the pipe's select, or all of the stage
-- :insert_columns        those of the target that are filled; nothing for all
-- :insert_values         the same as a list; * for all
-- :is_deletion           whether a staged row deletes
-- :drop_operation        takes the operation column off the stage, where the target has none
-- :drop_operation_too    the same of the rows that delete
-- :keys                  columns that tell rows apart
-- :keys_and_order        these and the columns of the order
-- :newest_first          order by which the newest row of a key comes first
-- :keys_missing          whether a row lacks a key
-- :order_missing         whether a deletion has no order at all
-- :…_of_…                keys_and_order of a table
-- :…_is_…                whether rows of two tables have the same keys
-- :…_as_new_as_…         whether a row is as new as the other or newer; NULL is the oldest

-- [deleting] rows that delete, apart from the others
CREATE TEMP TABLE deleting AS
SELECT *
FROM stage
WHERE :is_deletion;

-- [not-deleting] the others
DELETE FROM stage
WHERE :is_deletion;

-- [drop-operation] the target's columns are left
:drop_operation;

-- [drop-operation-too] of both
:drop_operation_too;

-- [incoming] as the target, but for its constraints: a row that does not fit fails at the insert
CREATE TEMP TABLE incoming AS
SELECT *
FROM :target_table
WHERE 1 = 0;

-- [select] what the pipe's select makes of the stage
INSERT INTO incoming
:rows;

-- [stage-emptied] the same select reads the deletions next
DELETE FROM stage;

-- [stage-of-deletions] which are empty but for keys and order, as a rule
INSERT INTO stage
SELECT *
FROM deleting;

-- [deleted] as the target, but for its constraints
CREATE TEMP TABLE deleted AS
SELECT *
FROM :target_table
WHERE 1 = 0;

-- [select-deleted] what the pipe's select makes of the deletions
INSERT INTO deleted
:rows;

-- [keys] fails when a row has no key: it could never be found again
INSERT INTO guard
SELECT CASE WHEN COUNT(*) > 0 THEN NULL ELSE 1 END
FROM (
  SELECT :keys
  FROM incoming
  UNION ALL
  SELECT :keys
  FROM deleted
) AS changes
WHERE :keys_missing;

-- [undated] deletions that do not say when: they win over all that is known so far
CREATE TEMP TABLE undated AS
SELECT DISTINCT :keys
FROM deleted
WHERE :order_missing;

-- [buried] the deletions of each key, the undated ones at the newest order that is known of the key
CREATE TEMP TABLE buried AS
SELECT
  :keys_and_order,
  ROW_NUMBER() OVER (PARTITION BY :keys ORDER BY :newest_first) AS nth_newest
FROM (
  SELECT :keys_and_order
  FROM deleted
  UNION ALL
  SELECT :keys_and_order_of_incoming
  FROM incoming
  INNER JOIN undated ON :incoming_is_undated
  UNION ALL
  SELECT :keys_and_order_of_target
  FROM :target_table
  INNER JOIN undated ON :target_is_undated
  UNION ALL
  SELECT :keys_and_order_of_tombstones
  FROM :tombstones
  INNER JOIN undated ON :tombstones_is_undated
) AS known;

-- [older-buried] one of each key stays
DELETE FROM buried
WHERE nth_newest > 1;

-- [buried-now] incoming rows that this batch deletes again
DELETE FROM incoming
USING buried
WHERE :incoming_is_buried
AND :buried_as_new_as_incoming;

-- [buried-before] incoming rows that come later than their deletion, and are older
DELETE FROM incoming
USING :tombstones
WHERE :incoming_is_tombstones
AND :tombstones_as_new_as_incoming;

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

-- [delete] the target's rows that are not newer than their deletion
DELETE FROM :target_table
USING buried
WHERE :target_is_buried
AND :buried_as_new_as_target;

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

-- [tombstones-outdated] those that a newer deletion takes the place of
DELETE FROM :tombstones
USING buried
WHERE :tombstones_is_buried
AND :buried_as_new_as_tombstones;

-- [buried-known] deletions that an even newer one is known of
DELETE FROM buried
USING :tombstones
WHERE :tombstones_is_buried;

-- [bury] the new ones
INSERT INTO :tombstones
SELECT :keys_and_order
FROM buried;
