package dev.redshiftpipe.edge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects in memory, by key. */
final class TwinS3 implements S3Client {
  final Map<String, String> objects = new ConcurrentHashMap<>();

  /** What every other object of the landing bucket has. */
  private static final String ROW = "1,Ada\n";

  /** Whether it cannot be listed. */
  volatile boolean isAway;

  /** What S3 answers instead of an object, by its key. */
  final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();

  /** After so many bytes of an object the connection breaks. */
  volatile int breaksAfter = Integer.MAX_VALUE;

  /** Every call: operation and bucket. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    calls.add("PutObject " + request.bucket());
    try (var stream = body.contentStreamProvider().newStream()) {
      objects.put(request.key(), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PutObjectResponse.builder().eTag("\"e\"").build();
  }

  @Override
  public HeadObjectResponse headObject(HeadObjectRequest request) {
    calls.add("HeadObject " + request.bucket());
    String object = objects.get(request.key());
    if (object == null) {
      throw NoSuchKeyException.builder().message("no such key").statusCode(404).build();
    }
    return HeadObjectResponse.builder().contentLength((long) object.length()).eTag("\"e\"").build();
  }

  @Override
  public <R> R getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> into) {
    calls.add("GetObject " + request.bucket());
    if (failures.containsKey(request.key())) {
      throw failures.get(request.key());
    }
    String text = objects.get(request.key());
    if (text == null && request.bucket().equals("landing")) {
      text = ROW;
    }
    if (text == null) {
      throw NoSuchKeyException.builder().message("no such key").statusCode(404).build();
    }
    byte[] object = text.getBytes(StandardCharsets.UTF_8);
    try {
      return into.transform(
          GetObjectResponse.builder()
              .contentLength((long) object.length)
              .eTag("\"e" + text.length() + "\"")
              .build(),
          AbortableInputStream.create(
              object.length <= breaksAfter
                  ? new ByteArrayInputStream(object)
                  : new SequenceInputStream(
                      new ByteArrayInputStream(object, 0, breaksAfter), new Broken())));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public CopyObjectResponse copyObject(CopyObjectRequest request) {
    calls.add("CopyObject " + request.sourceBucket());
    objects.put(request.destinationKey(), objects.getOrDefault(request.sourceKey(), ROW));
    return CopyObjectResponse.builder().build();
  }

  @Override
  public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
    if (isAway) {
      throw SdkClientException.create("S3 is away");
    }
    List<S3Object> contents =
        objects.keySet().stream()
            .filter(key -> key.startsWith(request.prefix()))
            .sorted()
            .map(key -> S3Object.builder().key(key).eTag("\"" + objects.get(key) + "\"").build())
            .toList();
    return ListObjectsV2Response.builder().contents(contents).isTruncated(false).build();
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    return HeadBucketResponse.builder().build();
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("connection reset");
    }
  }

  @Override
  public String serviceName() {
    return "s3";
  }

  @Override
  public void close() {}
}
