package dev.redshiftpipe.local.warehouse.copy;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of S3. The role that COPY and UNLOAD name is not assumed: the client's own credentials
 * read and write.
 */
public final class S3ObjectStore implements ObjectStore {
  private final Function<String, S3Client> clients;
  private final Map<String, S3Client> known;
  private final String region;

  /** The client is asked for once, when it is needed. */
  public S3ObjectStore(Supplier<S3Client> clients) {
    this(region -> clients.get());
  }

  /** A client is asked for once in each Region, when it is needed; by an empty one at first. */
  public S3ObjectStore(Function<String, S3Client> clients) {
    this(clients, new ConcurrentHashMap<>(), "");
  }

  private S3ObjectStore(
      Function<String, S3Client> clients, Map<String, S3Client> known, String region) {
    this.clients = clients;
    this.known = known;
    this.region = region;
  }

  /** S3 at AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, with bucket names in the path; or AWS's own. */
  public static S3ObjectStore fromEnvironment() {
    return new S3ObjectStore(
        region -> {
          var builder = S3Client.builder();
          String endpoint =
              Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
                  .map(name -> System.getenv().getOrDefault(name, ""))
                  .filter(value -> !value.isBlank())
                  .findFirst()
                  .orElse("");
          if (!endpoint.isEmpty()) {
            builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true);
          }
          boolean namesRegion =
              System.getenv("AWS_REGION") != null || System.getProperty("aws.region") != null;
          if (!region.isEmpty()) {
            builder.region(Region.of(region));
          } else if (!namesRegion && !endpoint.isEmpty()) {
            builder.region(Region.US_EAST_1);
          }
          return builder.build();
        });
  }

  @Override
  public ObjectStore in(String other) {
    return new S3ObjectStore(clients, known, other);
  }

  @Override
  public List<String> keys(String bucket, String prefix) throws ObjectFailure {
    try {
      return client()
          .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
          .contents()
          .stream()
          .map(S3Object::key)
          .toList();
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  @Override
  public boolean exists(String bucket, String key) throws ObjectFailure {
    try {
      client().headObject(request -> request.bucket(bucket).key(key));
      return true;
    } catch (SdkException e) {
      ObjectFailure failure = failure(e);
      if (failure.isMissing()) {
        return false;
      }
      throw failure;
    }
  }

  @Override
  public InputStream open(String bucket, String key) throws ObjectFailure {
    try {
      var stream = client().getObject(request -> request.bucket(bucket).key(key));
      return new FilterInputStream(stream) {
        @Override
        public void close() {
          // close would read what is left of an object that nobody wants any more
          stream.abort();
        }
      };
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  @Override
  public void put(String bucket, String key, Path content) throws ObjectFailure {
    try {
      client().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(content));
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  @Override
  public void delete(String bucket, String key) throws ObjectFailure {
    try {
      client().deleteObject(request -> request.bucket(bucket).key(key));
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  private S3Client client() {
    return known.computeIfAbsent(region, clients);
  }

  private static ObjectFailure failure(SdkException e) {
    if (e instanceof S3Exception s3 && s3.awsErrorDetails() != null) {
      String message = s3.awsErrorDetails().errorMessage();
      String code = s3.awsErrorDetails().errorCode();
      return new ObjectFailure(
          message == null ? "" : message, s3.statusCode(), code == null ? "" : code);
    }
    String code = e instanceof SdkClientException ? "ConnectionFailed" : "Unknown";
    return new ObjectFailure(String.valueOf(e.getMessage()), 0, code);
  }
}
