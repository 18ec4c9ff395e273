package dev.redshiftpipe.contract;

class SqsOfTheStandInTest extends SqsContract {
  @Override
  AwsEndpoint endpoint() {
    return SharedStandIn.endpoint();
  }
}
