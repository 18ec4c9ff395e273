/**
 * Redshift on a PostgreSQL: sessions that take Redshift's SQL, COPY from S3, Redshift's locks,
 * isolation, functions and system views. What Redshift lacks is refused.
 */
@NullMarked
package dev.redshiftpipe.local.warehouse;

import org.jspecify.annotations.NullMarked;
