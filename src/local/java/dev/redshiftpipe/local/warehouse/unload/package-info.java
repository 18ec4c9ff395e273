/**
 * UNLOAD as Redshift documents it (Database Developer Guide, r_UNLOAD): a query's rows as files of
 * text, CSV, JSON or Parquet in S3. What is written stays, whatever becomes of the transaction.
 */
@NullMarked
package dev.redshiftpipe.local.warehouse.unload;

import org.jspecify.annotations.NullMarked;
