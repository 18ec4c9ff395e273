package dev.redshiftpipe.local;

/** What of the stand-in can be started alone. */
public enum Part {
  S3,
  SQS,
  EVENTS,
  /** The Redshift Data API, and the warehouse behind it. */
  WAREHOUSE
}
