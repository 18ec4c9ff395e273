package dev.redshiftpipe.infer;

import java.time.Instant;

/** An object that lies under a prefix. */
public record Listed(String key, long size, Instant modified) {}
