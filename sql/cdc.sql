-- mode = cdc: as upsert.sql, and rows that delete. What was deleted is kept as a tombstone, the keys with their newest
-- known order, so that an update that comes late does not bring a row back. At one time a row counts before a deletion: as a
-- rule the deletion is the first half of a change (REPLACE, a changed key), and a row too many can be seen.
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
-- :…_deletes_…           whether a deletion is newer than a row, or undated; NULL is the oldest
-- :…_replaces_…          whether a deletion is as new as another one or newer
-- others                 as in upsert.sql

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
CREATE TEMP TABLE incoming :incoming_definition;

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
CREATE TEMP TABLE deleted :deleted_definition;

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
  MAX(is_undated) OVER (PARTITION BY :keys) AS is_undated,
  ROW_NUMBER() OVER (PARTITION BY :keys ORDER BY :newest_deletion_first) AS nth_newest
FROM (
  SELECT
    :keys_and_order,
    CASE WHEN :order_missing THEN 1 ELSE 0 END AS is_undated
  FROM deleted
  UNION ALL
  SELECT
    :keys_and_order_of_incoming,
    1 AS is_undated
  FROM incoming
  INNER JOIN undated ON :incoming_is_undated
  UNION ALL
  SELECT
    :keys_and_order_of_target,
    1 AS is_undated
  FROM :target_table
  INNER JOIN undated ON :target_is_undated
  UNION ALL
  SELECT
    :keys_and_order_of_tombstones,
    1 AS is_undated
  FROM :tombstones
  INNER JOIN undated ON :tombstones_is_undated
) AS known;

-- [older-buried] one of each key stays
DELETE FROM buried
WHERE nth_newest > 1;

-- [buried-now] incoming rows that this batch deletes later
DELETE FROM incoming
USING buried
WHERE :incoming_is_buried
AND :buried_deletes_incoming;

-- [buried-before] incoming rows that come later than their deletion, and are older
DELETE FROM incoming
USING :tombstones
WHERE :incoming_is_tombstones
AND :tombstones_deletes_incoming;

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

-- [delete] the target's rows that are older than their deletion
DELETE FROM :target_table
USING buried
WHERE :target_is_buried
AND :buried_deletes_target;

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

-- [tombstones-outdated] those that a newer deletion takes the place of
DELETE FROM :tombstones
USING buried
WHERE :tombstones_is_buried
AND :buried_replaces_tombstones;

-- [buried-known] deletions that an even newer one is known of
DELETE FROM buried
USING :tombstones
WHERE :tombstones_is_buried;

-- [bury] the new ones
INSERT INTO :tombstones
SELECT
  :keys_and_order,
  is_undated
FROM buried;
