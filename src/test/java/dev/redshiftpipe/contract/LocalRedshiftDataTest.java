package dev.redshiftpipe.contract;

import dev.redshiftpipe.local.redshiftdata.Account;
import dev.redshiftpipe.local.redshiftdata.Faults;
import dev.redshiftpipe.local.redshiftdata.Limits;
import dev.redshiftpipe.local.redshiftdata.PlainEndpoint;
import dev.redshiftpipe.local.redshiftdata.PostgresSessions;
import dev.redshiftpipe.local.redshiftdata.RedshiftDataService;
import dev.redshiftpipe.local.redshiftdata.StatementEvents;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;

/** The contract against the stand-in's Data API over a plain PostgreSQL. */
final class LocalRedshiftDataTest extends RedshiftDataContract {
  private static final RedshiftDataService SERVICE =
      new RedshiftDataService(
          PostgresSessions.get(),
          InstantSource.system(),
          Limits.ofAws(),
          new Account("000000000000", "us-east-1"),
          StatementEvents.NOBODY_LISTENS,
          Faults.NONE);
  private static final PlainEndpoint ENDPOINT = new PlainEndpoint(SERVICE, 0);
  private static final RedshiftDataClient CLIENT =
      RedshiftDataClient.builder()
          .endpointOverride(ENDPOINT.address())
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .build();

  @Override
  RedshiftDataClient client() {
    return CLIENT;
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    ENDPOINT.close();
    SERVICE.close();
  }
}
