package dev.redshiftpipe.contract;

class EventBridgeOfTheStandInTest extends EventBridgeContract {
  @Override
  AwsEndpoint endpoint() {
    return SharedStandIn.endpoint();
  }
}
