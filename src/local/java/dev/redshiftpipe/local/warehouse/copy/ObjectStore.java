package dev.redshiftpipe.local.warehouse.copy;

import java.nio.file.Path;

/** What COPY reads and UNLOAD writes: S3, or a map in tests. */
public interface ObjectStore extends ObjectSource {
  @Override
  default ObjectStore in(String region) {
    return this;
  }

  /**
   * Writes an object, over one of the same key if there is one.
   *
   * @throws ObjectFailure when it may not be written
   */
  void put(String bucket, String key, Path content) throws ObjectFailure;

  /**
   * Removes an object; one that is not there is no failure.
   *
   * @throws ObjectFailure when it may not be removed
   */
  void delete(String bucket, String key) throws ObjectFailure;
}
