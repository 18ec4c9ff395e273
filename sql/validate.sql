-- Reads the files of a batch as its COPY would, and loads nothing.
-- Run by the pipe after a COPY failed at rows it could not read. Changes nothing; the bad rows of all files are
-- in sys_load_error_detail afterwards.
--
-- Behind stage.sql where the pipe has a stage.
--
-- :copy  the COPY of the batch's manifest, with NOLOAD and the largest MAXERROR

-- [copy] without lock and guard: what it finds is checked again by the load that follows
:copy;
