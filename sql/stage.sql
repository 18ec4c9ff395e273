-- Makes the table that COPY fills where the target is not filled by it: with stage-columns, select, or a mode that
-- looks at what the target has.
-- A part of the transaction that begin.sql begins, and of validate.sql.
--
-- :stage_definition  the columns of stage-columns, or those of the target but for such as number themselves
-- :same_columns      compares how many columns the table has with how many are known; nothing where none is named

-- [stage] temporary: gone with the session, and seen by no other
CREATE TEMP TABLE stage :stage_definition;

-- [same-columns] fails with a division by zero when the table got a column since its columns were asked for
:same_columns;
