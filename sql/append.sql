-- mode = append and mode = replace, with stage-columns or select: the stage's rows are added to the target.
-- A part of the transaction that begin.sql begins.
--
-- :target_table     the target
-- :incoming         a table of what the select yields, and
-- :select_incoming  the select, where the target has columns that number themselves; else nothing
-- :rows             the pipe's select, or all of the stage, or of that table
-- :insert_columns   those of the target that are filled; nothing for all

-- [incoming] the target's columns, but for those that number themselves
:incoming;

-- [select] a select that is older than a column leaves that to its default
:select_incoming;

-- [insert] what the pipe's select makes of the stage
INSERT INTO :target_table :insert_columns
:rows;
