package dev.redshiftpipe.contract;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = "CONTRACT_ENDPOINT_URL", matches = "http.*")
class SqsOfGivenEndpointTest extends SqsContract {
  @Override
  AwsEndpoint endpoint() {
    return new AwsEndpoint(URI.create(System.getenv("CONTRACT_ENDPOINT_URL")));
  }
}
