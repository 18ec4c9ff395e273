package dev.redshiftpipe.contract;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The AWS SDK's clients for one endpoint that answers for all services. */
record AwsEndpoint(URI uri) {
  S3Client s3() {
    return at(S3Client.builder())
        .httpClient(ApacheHttpClient.create())
        .forcePathStyle(true)
        .build();
  }

  /** One that follows buckets into other Regions. */
  S3Client s3OfAnyRegion() {
    return at(S3Client.builder())
        .httpClient(ApacheHttpClient.create())
        .forcePathStyle(true)
        .crossRegionAccessEnabled(true)
        .build();
  }

  S3AsyncClient s3Async() {
    return at(S3AsyncClient.builder()).forcePathStyle(true).build();
  }

  SqsClient sqs() {
    return at(SqsClient.builder()).httpClient(ApacheHttpClient.create()).build();
  }

  SqsAsyncClient sqsAsync() {
    return at(SqsAsyncClient.builder()).build();
  }

  EventBridgeClient eventBridge() {
    return at(EventBridgeClient.builder()).httpClient(ApacheHttpClient.create()).build();
  }

  RedshiftDataClient redshiftData() {
    return at(RedshiftDataClient.builder()).httpClient(ApacheHttpClient.create()).build();
  }

  private <B extends AwsClientBuilder<B, ?>> B at(B builder) {
    return builder
        .endpointOverride(uri)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
  }
}
