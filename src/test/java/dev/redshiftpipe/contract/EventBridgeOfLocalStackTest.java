package dev.redshiftpipe.contract;

import org.junit.jupiter.api.Tag;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Tag("localstack")
@Testcontainers(disabledWithoutDocker = true)
class EventBridgeOfLocalStackTest extends EventBridgeContract {
  @Container
  private static final LocalStackContainer LOCAL_STACK =
      new LocalStackContainer(LocalStackImage.NAME);

  @Override
  AwsEndpoint endpoint() {
    return new AwsEndpoint(LOCAL_STACK.getEndpoint());
  }
}
