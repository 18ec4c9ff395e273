package dev.redshiftpipe.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The notification configuration of every bucket, each in a file beside the data. */
final class BucketNotifications {
  private final Path folder;
  private final Map<String, BucketNotification> known = new ConcurrentHashMap<>();

  BucketNotifications(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  BucketNotification of(String bucket) {
    return known.computeIfAbsent(bucket, this::read);
  }

  void put(String bucket, BucketNotification notification) throws IOException {
    Files.write(file(bucket), NotificationXml.write(notification));
    known.put(bucket, notification);
  }

  void remove(String bucket) {
    try {
      Files.deleteIfExists(file(bucket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    known.remove(bucket);
  }

  private BucketNotification read(String bucket) {
    try {
      return NotificationXml.read(Files.readAllBytes(file(bucket)));
    } catch (NoSuchFileException none) {
      return BucketNotification.NONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String bucket) {
    return folder.resolve(bucket + ".xml");
  }
}
