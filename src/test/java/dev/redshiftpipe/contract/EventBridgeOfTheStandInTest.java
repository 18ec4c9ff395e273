package dev.redshiftpipe.contract;

import dev.redshiftpipe.local.AwsSide;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class EventBridgeOfTheStandInTest extends EventBridgeContract {
  private final AwsSide aws;

  EventBridgeOfTheStandInTest() throws IOException {
    aws = AwsSide.start(0, null, List.of(), Clock.systemUTC());
  }

  @Override
  AwsEndpoint endpoint() {
    return new AwsEndpoint(aws.endpoint());
  }

  @AfterAll
  void stop() {
    aws.close();
  }
}
