package dev.redshiftpipe.edge;

import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataAsyncClient;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataAsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS clients of the process. Credentials, region and endpoints are the SDK's own settings
 * ({@code AWS_REGION}, {@code AWS_ENDPOINT_URL}, {@code AWS_ENDPOINT_URL_SQS}, …).
 *
 * @param submit one client per warehouse for what is answered at once
 * @param polls the open long polls of {@code sqs}
 * @param watch one client per warehouse for long polls, so that these never hold up a submit
 */
record Clients(
    SqsClient sqs,
    S3Client s3,
    EventBridgeClient eventBridge,
    Map<String, RedshiftDataAsyncClient> submit,
    Map<String, RedshiftDataAsyncClient> watch,
    Polls polls)
    implements AutoCloseable {
  /** What the Data API waits at most for an answer (API reference, WaitTimeSeconds). */
  static final Duration LONG_POLL = Duration.ofSeconds(30);

  static Clients of(Settings settings) {
    Map<String, RedshiftDataAsyncClient> submit = new HashMap<>();
    Map<String, RedshiftDataAsyncClient> watch = new HashMap<>();
    for (Warehouse warehouse : settings.warehouses().values()) {
      submit.put(warehouse.name(), redshift(warehouse, settings.statementsMax(), Duration.ZERO));
      watch.put(warehouse.name(), redshift(warehouse, settings.statementsMax(), LONG_POLL));
    }
    Polls polls = new Polls();
    int connections = settings.receivers() + 16;
    return new Clients(
        SqsClient.builder()
            .httpClientBuilder(http(connections))
            .overrideConfiguration(each -> each.addExecutionInterceptor(polls))
            .build(),
        s3(connections + PrepareFiles.CALLS),
        EventBridgeClient.builder().httpClientBuilder(http(connections)).build(),
        submit,
        watch,
        polls);
  }

  /** A client of S3 alone. */
  static S3Client s3(int connections) {
    return S3Client.builder()
        .httpClientBuilder(http(connections))
        .forcePathStyle(endpoint("S3").isPresent())
        // else a bucket of another Region is a 301
        .crossRegionAccessEnabled(true)
        .build();
  }

  /** Where the clients go, for the log. */
  String addresses() {
    return Stream.of("SQS", "S3", "EVENTBRIDGE", "REDSHIFT_DATA")
        .map(service -> service + " " + endpoint(service).orElse("at AWS"))
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    sqs.close();
    s3.close();
    eventBridge.close();
    submit.values().forEach(RedshiftDataAsyncClient::close);
    watch.values().forEach(RedshiftDataAsyncClient::close);
  }

  private static Apache5HttpClient.Builder http(int connections) {
    return Apache5HttpClient.builder().maxConnections(connections);
  }

  private static RedshiftDataAsyncClient redshift(
      Warehouse warehouse, int statementsMax, Duration longPoll) {
    RedshiftDataAsyncClientBuilder builder =
        RedshiftDataAsyncClient.builder()
            .overrideConfiguration(each -> each.retryStrategy(Pace.retries()))
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .maxConcurrency(statementsMax + 16)
                    .maxPendingConnectionAcquires(10_000)
                    .connectionAcquisitionTimeout(Duration.ofMinutes(1))
                    .readTimeout(longPoll.plusSeconds(30)));
    if (!warehouse.region().isEmpty()) {
      builder.region(Region.of(warehouse.region()));
    }
    return builder.build();
  }

  /** An endpoint that is not AWS's own; such S3 servers have no host name per bucket. */
  private static Optional<String> endpoint(String service) {
    return Stream.<Supplier<String>>of(
            () -> System.getProperty("aws.endpointUrl" + camelCase(service)),
            () -> System.getenv("AWS_ENDPOINT_URL_" + service),
            () -> System.getProperty("aws.endpointUrl"),
            () -> System.getenv("AWS_ENDPOINT_URL"))
        .map(Supplier::get)
        .filter(url -> url != null && !url.isEmpty())
        .findFirst();
  }

  private static String camelCase(String service) {
    return switch (service) {
      case "SQS" -> "Sqs";
      case "S3" -> "S3";
      case "EVENTBRIDGE" -> "EventBridge";
      default -> "RedshiftData";
    };
  }
}
