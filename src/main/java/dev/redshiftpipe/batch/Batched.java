package dev.redshiftpipe.batch;

/** Something that is about one batch, at whatever stage. */
public interface Batched {
  Batch batch();
}
