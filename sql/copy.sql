-- Reads the files of a batch. All there is to mode = append, where the files have the target's columns.
-- A part of the transaction that begin.sql begins.
--
-- :copy  the COPY of the batch's manifest into the target or the stage; nothing for a manifest that lists no file

-- [copy] the load itself
:copy;
