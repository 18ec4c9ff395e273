-- mode = append and mode = replace, with stage-columns or select: the stage's rows are added to the target.
-- A part of the transaction that begin.sql begins.
--
-- :target_table    the target
-- :rows            the pipe's select, or all of the stage
-- :insert_columns  those of the target that are filled; nothing for all

-- [insert] what the pipe's select makes of the stage
INSERT INTO :target_table :insert_columns
:rows;
