-- The lock and the load history of one target table: all or nothing.
-- Run by the pipe when it meets the target for the first time, as one BatchExecuteStatement in a
-- transaction. Fails with "already exists" when another process was faster, which is as good.
--
-- :lock             redshift_pipe.lock_<target>
-- :history          redshift_pipe.history_<target>
-- :errors           redshift_pipe.errors_<target>
-- :lock_comment     text
-- :history_comment  text

-- [lock-table] a table per target, so that loads into different tables never meet
CREATE TABLE :lock (batch_id VARCHAR(64) NOT NULL);

-- [lock-row] the row that the fence updates: two updates of one row cannot both commit
INSERT INTO :lock VALUES ('');

-- [lock-comment] what it is
COMMENT ON TABLE :lock IS :lock_comment;

-- [lock-column-comment] what it holds
COMMENT ON COLUMN :lock.batch_id IS 'The batch that wrote last; a fence, not a record';

-- [history-table] no keys: Redshift would not enforce but trust them
CREATE TABLE :history (
  file_id CHAR(64) NOT NULL,
  file_url VARCHAR(4096) NOT NULL,
  pipe VARCHAR(128) NOT NULL,
  target VARCHAR(260) NOT NULL,
  batch_id VARCHAR(64) NOT NULL,
  status VARCHAR(16) NOT NULL,
  reason VARCHAR(4096),
  etag VARCHAR(128),
  size_bytes BIGINT,
  event_time TIMESTAMP,
  first_seen TIMESTAMP,
  sequencer VARCHAR(64),
  recorded_at TIMESTAMP NOT NULL
)
DISTSTYLE AUTO
SORTKEY AUTO;

-- [history-comment] what it is
COMMENT ON TABLE :history IS :history_comment;

-- [file-id-comment] its form and source
COMMENT ON COLUMN :history.file_id IS 'SHA-256 of file_url, 64 hexadecimal digits';

-- [file-url-comment] its form
COMMENT ON COLUMN :history.file_url IS 's3://bucket/key, the key as it is';

-- [pipe-comment] its source
COMMENT ON COLUMN :history.pipe IS 'Name of the pipe in application.properties';

-- [target-comment] its form
COMMENT ON COLUMN :history.target IS 'schema.table the file went into';

-- [batch-id-comment] its source
COMMENT ON COLUMN :history.batch_id IS 'The batch, derived from pipe and files; in statement names and events';

-- [status-comment] its values
COMMENT ON COLUMN :history.status IS 'loaded, refused or superseded';

-- [reason-comment] when it is there
COMMENT ON COLUMN :history.reason IS 'Why a file was refused or superseded';

-- [etag-comment] its source
COMMENT ON COLUMN :history.etag IS 'ETag from the notification, without quotes';

-- [size-comment] its unit and source
COMMENT ON COLUMN :history.size_bytes IS 'Bytes in S3 (compressed), from the notification';

-- [event-time-comment] its zone and source
COMMENT ON COLUMN :history.event_time IS 'When S3 created the object, UTC, from the notification';

-- [first-seen-comment] its zone and source
COMMENT ON COLUMN :history.first_seen IS 'When the notification reached the queue, UTC, from SQS';

-- [sequencer-comment] its source
COMMENT ON COLUMN :history.sequencer IS 'Order of the events of one key, from the notification';

-- [recorded-at-comment] its zone and source
COMMENT ON COLUMN :history.recorded_at IS 'GETDATE() of the loading transaction, UTC';

-- [errors-table] rows that were left out of files that were loaded (on-error = continue)
CREATE TABLE :errors (
  file_id CHAR(64) NOT NULL,
  file_url VARCHAR(4096) NOT NULL,
  pipe VARCHAR(128) NOT NULL,
  target VARCHAR(260) NOT NULL,
  batch_id VARCHAR(64) NOT NULL,
  line_number BIGINT,
  column_name VARCHAR(128),
  error_code INT,
  reason VARCHAR(4096),
  recorded_at TIMESTAMP NOT NULL
)
DISTSTYLE AUTO
SORTKEY AUTO;

-- [errors-comment] what it is
COMMENT ON TABLE :errors IS 'Rows that were left out of files that were loaded; file_id, batch_id as in the history';

-- [line-comment] its unit and source
COMMENT ON COLUMN :errors.line_number IS 'From 1, from SYS_LOAD_ERROR_DETAIL';

-- [code-comment] its source
COMMENT ON COLUMN :errors.error_code IS 'Load error of Redshift, such as 1202';
