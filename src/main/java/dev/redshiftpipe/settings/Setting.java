package dev.redshiftpipe.settings;

import java.util.List;
import java.util.Optional;

/**
 * A key of application.properties.
 *
 * @param key {@code NAME} stands for a name the user chooses
 * @param fallback what holds when it is not given; empty for none; {@code required} where it must
 *     be given
 * @param meaning in one line
 */
public record Setting(String key, String fallback, String meaning) {
  static final String REQUIRED = "required";

  /** Every setting, in the order in which the README lists them. */
  public static final List<Setting> ALL =
      List.of(
          new Setting(
              "control",
              REQUIRED,
              "s3://bucket/prefix/ for manifests and dead letters; no pipe may read from it"),
          new Setting(
              "queue.notifications", REQUIRED, "name or URL of the SQS queue that S3 notifies"),
          new Setting(
              "queue.dead-letters", REQUIRED, "name or URL of the SQS queue for dead letters"),
          new Setting(
              "queue.parked",
              "",
              "name or URL of an SQS queue for what cannot be loaded soon, so that nothing waits"
                  + " behind it; queue.notifications when empty"),
          new Setting(
              "queue.workflows",
              "",
              "name or URL of the SQS queue of runs of workflows; no workflows when empty"),
          new Setting(
              "queue.visibility",
              "1m",
              "how long a message stays invisible before it is prolonged; after a crash it comes back"
                  + " this much later"),
          new Setting("queue.receivers", "2", "threads that receive messages"),
          new Setting(
              "notifications.account",
              "",
              "12 digits; EventBridge events of other accounts are refused"),
          new Setting(
              "events.bus",
              "",
              "name of the EventBridge bus for an event per settled batch and per run; none when empty"),
          new Setting(
              "in-flight.max",
              "20000",
              "most files held at once, shared by the tables; what is more goes back to the queue"
                  + " with a delay"),
          new Setting("statements.max", "50", "most loads under way at once, per warehouse"),
          new Setting(
              "load.timeout",
              "6h",
              "a statement that runs longer is cancelled, and its batch loaded in halves"),
          new Setting(
              "give-up-after",
              "14d",
              "a file that could not be loaded for so long is dead-lettered; until then it is held"),
          new Setting(
              "stop.grace",
              "25s",
              "how long statements that run are watched when the process is told to stop"),
          new Setting(
              "http.port",
              "8080",
              "port of the page at / and of /metrics, /status and /health; 0 for none"),
          new Setting(
              "http.host",
              "localhost",
              "address that it listens on; 0.0.0.0 for all, as probes and Prometheus on Kubernetes"
                  + " need it. No password is asked for"),
          new Setting(
              "log.format", "text", "text, or json: a line of JSON an event, as ECS has it"),
          new Setting(
              "traces.endpoint",
              "",
              "OpenTelemetry collector (OTLP over HTTP) such as http://localhost:4318; no traces when"
                  + " empty"),
          new Setting("batch.linger", "1s", "longest time the first file waits on an idle lane"),
          new Setting("batch.zone", "UTC", "time zone of batch.at, such as Europe/Vienna"),
          new Setting("batch.files", "1000", "most files in one COPY"),
          new Setting("batch.bytes", "10GB", "most bytes in one COPY, as S3 stores them"),
          new Setting(
              "warehouse.NAME.workgroup", "", "serverless workgroup; either this or cluster"),
          new Setting(
              "warehouse.NAME.cluster", "", "provisioned cluster; either this or workgroup"),
          new Setting("warehouse.NAME.database", REQUIRED, "database"),
          new Setting(
              "warehouse.NAME.secret-arn",
              "",
              "secret with the user's credentials; IAM when empty"),
          new Setting("warehouse.NAME.db-user", "", "user of a cluster, for temporary credentials"),
          new Setting(
              "warehouse.NAME.iam-role",
              "default",
              "role that COPY reads S3 with: default or ARNs"),
          new Setting(
              "warehouse.NAME.region", "", "region of the warehouse; the process's when empty"),
          new Setting(
              "pipe.NAME.from",
              REQUIRED,
              "s3://bucket/prefix, as in COPY; * or {name} may stand for one path segment"),
          new Setting(
              "pipe.NAME.into",
              REQUIRED,
              "schema.table; with {name} of the segment, one pipe loads many tables"),
          new Setting("pipe.NAME.suffix", "", "what keys must end with, such as .csv.gz"),
          new Setting(
              "pipe.NAME.format",
              REQUIRED,
              "csv, delimited, fixedwidth 'id:5,name:20', json, avro, parquet, orc or xml ELEMENT;"
                  + " behind json and avro: auto, 'auto ignorecase', noshred or s3://… of JSONPaths"),
          new Setting(
              "pipe.NAME.compression",
              "auto",
              "auto: the first bytes of each file decide; or all files have none, gzip, bzip2, zstd or"
                  + " lzop"),
          new Setting("pipe.NAME.options", "", "options of COPY, such as IGNOREHEADER 1"),
          new Setting(
              "pipe.NAME.columns",
              "",
              "columns in the order of the file's fields, id, \"first name\"; or header: each file's"
                  + " first line names them; all when empty"),
          new Setting(
              "pipe.NAME.arrays",
              "",
              "with format xml, elements of a row that are arrays also where they come once, such as"
                  + " line, item"),
          new Setting(
              "pipe.NAME.mode",
              "append",
              "append; upsert: newer rows take the place of those with their keys; cdc: these, and"
                  + " deletions; replace: a file takes the place of the whole table"),
          new Setting(
              "pipe.NAME.keys",
              "",
              "with upsert and cdc, columns of the table that tell rows apart"),
          new Setting(
              "pipe.NAME.order-by",
              "",
              "with upsert and cdc, columns of the table, the greatest is the newest, one after the"
                  + " other: commit_time, change_seq; with upsert and none the last load counts"),
          new Setting(
              "pipe.NAME.operation-column",
              "",
              "with cdc, the column of the stage that says what a row does; the first one where"
                  + " stage-columns is empty; without it no row deletes, and files have no such"
                  + " column"),
          new Setting("pipe.NAME.delete-value", "D", "its value in rows that delete"),
          new Setting(
              "pipe.NAME.stage-columns",
              "",
              "what the files have, as in CREATE TABLE, or sql/FILE.sql; where it is not the table's"
                  + " columns"),
          new Setting(
              "pipe.NAME.select",
              "",
              "a SELECT over stage, or sql/FILE.sql, that yields the table's columns in their order"),
          new Setting(
              "pipe.NAME.trigger",
              "object",
              "object: every file is loaded; manifest: the files that a manifest lists; marker: the"
                  + " files of a folder, when an object such as _SUCCESS says it is complete"),
          new Setting(
              "pipe.NAME.hidden-files",
              "skip",
              "files and folders that are not data, such as _SUCCESS, _delta_log/, .part-0.crc: skip,"
                  + " or load"),
          new Setting(
              "pipe.NAME.on-overwrite",
              "",
              "a known key that is written again: ignore, or load it as another file; load for"
                  + " replace, else ignore"),
          new Setting(
              "pipe.NAME.first",
              "",
              "SQL in the same transaction, before the load changes the table, or sql/FILE.sql"),
          new Setting(
              "pipe.NAME.then",
              "",
              "SQL in the same transaction, behind the load, or sql/FILE.sql"),
          new Setting(
              "pipe.NAME.then-writes",
              "",
              "other tables that first and then write; they are locked as well"),
          new Setting(
              "pipe.NAME.then-workflow",
              "",
              "workflow that is started after the commit, once for each batch; its run id is the"
                  + " batch id"),
          new Setting("pipe.NAME.warehouse", "default", "which warehouse"),
          new Setting(
              "pipe.NAME.on-error",
              "skip-file",
              "a file with rows COPY cannot read: skip-file dead-letters it, continue loads its other"
                  + " rows"),
          new Setting(
              "pipe.NAME.max-errors",
              "1000",
              "with on-error = continue, most rows of one file that may be left out"),
          new Setting(
              "pipe.NAME.paused",
              "false",
              "true: its files wait in the queue, whatever the commands pause and resume say"),
          new Setting("pipe.NAME.load.timeout", "load.timeout", "as load.timeout, for this pipe"),
          new Setting(
              "pipe.NAME.give-up-after", "give-up-after", "as give-up-after, for this pipe"),
          new Setting("pipe.NAME.batch.linger", "batch.linger", "as batch.linger, for this pipe"),
          new Setting(
              "pipe.NAME.batch.at",
              "",
              "load at these times only, as crontab has them: 0 2 * * * for two every night"),
          new Setting("pipe.NAME.batch.zone", "batch.zone", "as batch.zone, for this pipe"),
          new Setting("pipe.NAME.batch.files", "batch.files", "as batch.files, for this pipe"),
          new Setting("pipe.NAME.batch.bytes", "batch.bytes", "as batch.bytes, for this pipe"),
          new Setting(
              "setup.notifications",
              "s3",
              "how setup lets buckets tell of their objects: s3, to the queue itself; eventbridge,"
                  + " through a rule"),
          new Setting("schedule.NAME.workflow", REQUIRED, "workflow that is run by the clock"),
          new Setting(
              "schedule.NAME.at",
              REQUIRED,
              "cron(0 2 * * ? *) or rate(1 day), as EventBridge has them, UTC; the time is the run's"
                  + " id"),
          new Setting(
              "share.NAME.warehouse", "default", "warehouse that gives the data share NAME"),
          new Setting(
              "share.NAME.schemas",
              "",
              "schemas, with commas, of which all tables are shared, and those to come"),
          new Setting(
              "share.NAME.tables", "", "tables and views besides, schema.table, with commas"),
          new Setting(
              "share.NAME.namespaces", "", "GUIDs of the warehouses that may read it, with commas"),
          new Setting(
              "share.NAME.accounts", "", "AWS accounts, 12 digits, that may read it, with commas"),
          new Setting(
              "share.NAME.public",
              "false",
              "true: warehouses that can be reached from outside their network may read it, too"),
          new Setting(
              "shared-database.NAME.warehouse",
              "default",
              "warehouse in which setup makes the database NAME from a data share"),
          new Setting("shared-database.NAME.share", REQUIRED, "name of the data share"),
          new Setting(
              "shared-database.NAME.namespace", REQUIRED, "GUID of the warehouse that gives it"),
          new Setting(
              "shared-database.NAME.account", "", "account that gives it; the own one when empty"));

  /** The setting that a key of the file means. */
  static Optional<Setting> of(String key) {
    return ALL.stream().filter(setting -> setting.matches(key)).findFirst();
  }

  /**
   * What stands behind the name, such as {@code batch.linger}; the key itself where there is no
   * name.
   */
  String suffix() {
    int name = key.indexOf(".NAME.");
    return name < 0 ? key : key.substring(name + ".NAME.".length());
  }

  /** {@code pipe}, {@code warehouse} and so on; empty for a setting without a name. */
  String family() {
    int name = key.indexOf(".NAME.");
    return name < 0 ? "" : key.substring(0, name);
  }

  /** A regular expression, of Java and of JSON schemas, that its keys match. */
  String pattern() {
    String end = suffix().replace(".", "\\.");
    return family().isEmpty() ? end : family() + "\\.[a-z0-9][a-z0-9_-]*\\." + end;
  }

  private boolean matches(String other) {
    return family().isEmpty() ? key.equals(other) : other.matches(pattern());
  }
}
