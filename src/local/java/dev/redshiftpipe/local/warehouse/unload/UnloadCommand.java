package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.sql.Rendered;

/**
 * What an UNLOAD asks for.
 *
 * @param query as PostgreSQL reads it
 * @param prefix with which the keys of all files begin
 */
public record UnloadCommand(Rendered query, String bucket, String prefix, UnloadOptions options) {}
