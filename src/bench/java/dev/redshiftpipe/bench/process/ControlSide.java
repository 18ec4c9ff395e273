package dev.redshiftpipe.bench.process;

import dev.redshiftpipe.local.Part;
import dev.redshiftpipe.local.StandIn;
import dev.redshiftpipe.local.StandInOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The stand-in's S3 with the bucket {@code control}, and its Data API where statements run, in this
 * process. Files that are only told of need not be there.
 */
public final class ControlSide implements AutoCloseable {
  private final StandIn standIn;
  private final S3Client s3;

  private ControlSide(StandIn standIn) {
    this.standIn = standIn;
    this.s3 =
        S3Client.builder()
            .endpointOverride(standIn.endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
    s3.createBucket(request -> request.bucket("control"));
  }

  /**
   * Starts it.
   *
   * @param options by which statements run; the parts are chosen here
   */
  public static ControlSide start(StandInOptions options) throws IOException {
    EnumSet<Part> parts = EnumSet.of(Part.S3);
    if (options.sessions() != null) {
      parts.add(Part.WAREHOUSE);
    }
    return new ControlSide(StandIn.start(options.withParts(parts)));
  }

  public URI endpoint() {
    return standIn.endpoint();
  }

  /**
   * The text of an object.
   *
   * @param url {@code s3://bucket/key}
   */
  public String text(String url) {
    String[] parts = url.substring("s3://".length()).split("/", 2);
    return s3.getObjectAsBytes(request -> request.bucket(parts[0]).key(parts[1]))
        .asString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    s3.close();
    standIn.close();
  }
}
