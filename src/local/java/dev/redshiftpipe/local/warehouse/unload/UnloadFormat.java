package dev.redshiftpipe.local.warehouse.unload;

/** How files are laid out. */
enum UnloadFormat {
  /** Fields between delimiters. */
  TEXT,
  CSV,
  /** One object a line. */
  JSON,
  PARQUET
}
