package dev.redshiftpipe.local.demo;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** AWS's own clients, at one endpoint. */
record Aws(
    S3Client s3, SqsClient sqs, EventBridgeClient eventBridge, RedshiftDataClient redshiftData)
    implements AutoCloseable {

  static Aws at(URI endpoint) {
    return new Aws(
        at(endpoint, S3Client.builder().forcePathStyle(true)).build(),
        at(endpoint, SqsClient.builder()).build(),
        at(endpoint, EventBridgeClient.builder()).build(),
        at(endpoint, RedshiftDataClient.builder()).build());
  }

  Questions warehouse(PipeSettings settings) {
    return new Questions(redshiftData, settings.workgroup(), settings.database());
  }

  @Override
  public void close() {
    s3.close();
    sqs.close();
    eventBridge.close();
    redshiftData.close();
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
  }
}
