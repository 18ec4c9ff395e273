/**
 * Redshift's dialect as PostgreSQL understands it: tokens in, a {@link
 * dev.redshiftpipe.local.warehouse.sql.Command} out. What Redshift lacks, and what the stand-in
 * cannot do, is refused here. Knows no connection.
 */
@NullMarked
package dev.redshiftpipe.local.warehouse.sql;

import org.jspecify.annotations.NullMarked;
