package dev.redshiftpipe.local.warehouse;

import dev.redshiftpipe.local.warehouse.copy.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** The twin of S3: keys are whole URLs. */
final class ObjectsInMemory implements ObjectStore {
  private final ConcurrentSkipListMap<String, Supplier<InputStream>> objects =
      new ConcurrentSkipListMap<>();

  void put(String url, String text) {
    put(url, text.getBytes(StandardCharsets.UTF_8));
  }

  void put(String url, byte[] bytes) {
    objects.put(url, () -> new ByteArrayInputStream(bytes));
  }

  void putStream(String url, Supplier<InputStream> stream) {
    objects.put(url, stream);
  }

  void putGzip(String url, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    put(url, bytes.toByteArray());
  }

  @Override
  public void put(String bucket, String key, Path content) {
    try {
      put("s3://" + bucket + "/" + key, Files.readAllBytes(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(String bucket, String key) {
    objects.remove("s3://" + bucket + "/" + key);
  }

  @Override
  public List<String> keys(String bucket, String prefix) {
    String root = "s3://" + bucket + "/";
    return objects.tailMap(root + prefix).keySet().stream()
        .takeWhile(url -> url.startsWith(root + prefix))
        .map(url -> url.substring(root.length()))
        .toList();
  }

  @Override
  public boolean exists(String bucket, String key) {
    return objects.containsKey("s3://" + bucket + "/" + key);
  }

  @Override
  public InputStream open(String bucket, String key) throws ObjectFailure {
    Supplier<InputStream> stream = objects.get("s3://" + bucket + "/" + key);
    if (stream == null) {
      throw ObjectFailure.gone();
    }
    return stream.get();
  }
}
