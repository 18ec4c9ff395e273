package dev.redshiftpipe.contract;

class RedshiftDataOfTheStandInTest extends RedshiftDataContract {
  @Override
  AwsEndpoint endpoint() {
    return SharedStandIn.endpoint();
  }
}
