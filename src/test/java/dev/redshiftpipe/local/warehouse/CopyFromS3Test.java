package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.local.warehouse.copy.ObjectStore;
import dev.redshiftpipe.local.warehouse.copy.S3ObjectStore;
import java.io.InputStream;
import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** COPY from an S3 that speaks HTTP. */
class CopyFromS3Test {
  private static final S3Proxy PROXY = proxy();
  private static S3Client s3;

  private static S3Proxy proxy() {
    return S3Proxy.builder()
        .blobStore(BlobStores.create("transient-nio2", new Properties()))
        .awsAuthentication(AuthenticationType.NONE, null, null)
        .endpoint(URI.create("http://127.0.0.1:0"))
        .build();
  }

  @BeforeAll
  static void start() throws Exception {
    PROXY.start();
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + PROXY.getPort()))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .build();
    s3.createBucket(bucket -> bucket.bucket("landing"));
  }

  @AfterAll
  static void stop() throws Exception {
    s3.close();
    PROXY.stop();
  }

  @Test
  void loads_objects_with_odd_keys_and_says_which_one_is_missing() throws Exception {
    ObjectStore objects = new S3ObjectStore(() -> s3);
    WarehouseOptions options = WarehouseOptions.defaults().withPort(0).withObjects(objects);
    s3.putObject(
        put -> put.bucket("landing").key("a b+c/ü \"100%25\".csv"),
        RequestBody.fromString("1\n2\n"));
    s3.putObject(
        put -> put.bucket("landing").key("large.csv"),
        RequestBody.fromString("x\n" + "1\n".repeat(2_000_000)));
    try (Warehouse warehouse = Warehouse.start(options);
        Session session = warehouse.open("dev", "awsuser")) {
      run(session, "CREATE TABLE public.t (a INT)");

      run(session, "COPY t FROM 's3://landing/a b+c/' IAM_ROLE default CSV");
      assertThatThrownBy(
              () -> run(session, "COPY t FROM 's3://landing/no' IAM_ROLE default CSV MANIFEST"))
          .hasMessageContaining(",Status 404,Error NoSuchKey")
          .hasMessageContaining("s3://landing/no");
      assertThatThrownBy(() -> run(session, "COPY t FROM 's3://none/no' IAM_ROLE default CSV"))
          .hasMessageContaining("Error NoSuchBucket");
      assertThatThrownBy(
              () -> run(session, "COPY t FROM 's3://landing/large' IAM_ROLE default CSV"))
          .hasMessageContaining("Load into table 't' failed");

      assertThat(value(session, "SELECT COUNT(*) FROM t")).isEqualTo(2L);
    }
    assertThat(objects.exists("landing", "large.csv")).isTrue();
    assertThat(objects.exists("landing", "large")).isFalse();
    try (InputStream stream = objects.open("landing", "large.csv")) {
      assertThat(stream.read()).isEqualTo('x');
    }
  }
}
