-- The end of every transaction that applies or undoes a script of sql/warehouse.
--
-- :number    of the entry
-- :script    name of the file
-- :checksum  SHA-256 of its text, hex
-- :state     applied or undone

-- [record] what was done
INSERT INTO redshift_pipe.setup_history (number, script, checksum, state, recorded_by, recorded_at)
VALUES (:number, :script, :checksum, :state, CURRENT_USER, GETDATE());
