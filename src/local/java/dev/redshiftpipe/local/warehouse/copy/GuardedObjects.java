package dev.redshiftpipe.local.warehouse.copy;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Objects of which some are listed but may not be read: what a policy of IAM or a key of KMS would
 * bring about.
 */
public final class GuardedObjects implements ObjectStore {
  private final ObjectStore objects;
  private final BiPredicate<String, String> isReadable;

  /**
   * @param isReadable given a bucket and a key
   */
  public GuardedObjects(ObjectStore objects, BiPredicate<String, String> isReadable) {
    this.objects = objects;
    this.isReadable = isReadable;
  }

  @Override
  public ObjectStore in(String region) {
    return new GuardedObjects(objects.in(region), isReadable);
  }

  @Override
  public List<String> keys(String bucket, String prefix) throws ObjectFailure {
    return objects.keys(bucket, prefix);
  }

  @Override
  public boolean exists(String bucket, String key) throws ObjectFailure {
    requireReadable(bucket, key);
    return objects.exists(bucket, key);
  }

  @Override
  public InputStream open(String bucket, String key) throws ObjectFailure {
    requireReadable(bucket, key);
    return objects.open(bucket, key);
  }

  @Override
  public void put(String bucket, String key, Path content) throws ObjectFailure {
    objects.put(bucket, key, content);
  }

  @Override
  public void delete(String bucket, String key) throws ObjectFailure {
    objects.delete(bucket, key);
  }

  private void requireReadable(String bucket, String key) throws ObjectFailure {
    if (!isReadable.test(bucket, key)) {
      throw ObjectFailure.denied();
    }
  }
}
