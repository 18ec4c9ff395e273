-- What setup remembers of the scripts in sql/warehouse. Run by setup before anything else; may be repeated.

-- [schema] of all that follows
CREATE SCHEMA IF NOT EXISTS redshift_pipe;

-- [lock-table] taken by every transaction of setup
CREATE TABLE IF NOT EXISTS redshift_pipe.lock_of_setup (number INT NOT NULL);

-- [lock-row] the row that the fence updates; a second one does no harm
INSERT INTO redshift_pipe.lock_of_setup
SELECT 0
WHERE NOT EXISTS (SELECT 1 FROM redshift_pipe.lock_of_setup);

-- [history-table] a row for every script that was applied or undone; no keys: Redshift would not enforce but trust them
CREATE TABLE IF NOT EXISTS redshift_pipe.setup_history (
  number INT NOT NULL,
  script VARCHAR(256) NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  state VARCHAR(16) NOT NULL,
  recorded_by VARCHAR(128) NOT NULL,
  recorded_at TIMESTAMP NOT NULL
)
DISTSTYLE AUTO
SORTKEY AUTO;
