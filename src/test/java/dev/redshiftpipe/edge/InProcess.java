package dev.redshiftpipe.edge;

import dev.redshiftpipe.command.RedshiftPipeCommand;
import dev.redshiftpipe.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataAsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Commands in this very process: much sooner than the packaged jar, which has tests of its own. */
public final class InProcess {
  /** One for all: ending one takes two seconds, which a command would wait for. */
  private static final SdkAsyncHttpClient WAREHOUSE = NettyNioAsyncHttpClient.create();

  private InProcess() {}

  /**
   * Runs a command.
   *
   * @param key the access key id by which it is known
   * @param folder with {@code application.properties}
   * @return its exit status; what it writes goes to {@code out} and {@code err}
   */
  public static int run(
      URI endpoint,
      String key,
      Path folder,
      StringWriter out,
      StringWriter err,
      String... arguments) {
    return RedshiftPipeCommand.execute(
        new RedshiftPipe(
            () -> Settings.read(file(folder), Map.of(), BuiltIn::file),
            settings -> clients(settings, endpoint, key)),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        arguments);
  }

  private static Map<String, String> file(Path folder) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(folder.resolve("application.properties"))) {
      properties.load(reader);
    }
    Map<String, String> texts = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return texts;
  }

  private static Clients clients(Settings settings, URI endpoint, String key) {
    Map<String, RedshiftDataAsyncClient> warehouses = new HashMap<>();
    settings
        .warehouses()
        .keySet()
        .forEach(
            name ->
                warehouses.put(
                    name,
                    at(endpoint, key, RedshiftDataAsyncClient.builder())
                        .httpClient(WAREHOUSE)
                        .build()));
    return new Clients(
        at(endpoint, key, SqsClient.builder()).build(),
        at(endpoint, key, S3Client.builder().forcePathStyle(true).crossRegionAccessEnabled(true))
            .build(),
        at(endpoint, key, EventBridgeClient.builder()).build(),
        warehouses,
        warehouses,
        new Polls());
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, String key, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "local")));
  }
}
