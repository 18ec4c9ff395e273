-- Makes the table that COPY fills where the target is not filled by it: with stage-columns, select, or a mode that
-- looks at what the target has.
-- A part of the transaction that begin.sql begins, and of validate.sql.
--
-- :stage_definition  the columns of stage-columns, or those of the target

-- [stage] temporary: gone with the session, and seen by no other
CREATE TEMP TABLE stage :stage_definition;
