package dev.redshiftpipe.contract;

class RedshiftDataCopyOfTheStandInTest extends RedshiftDataCopyContract {
  @Override
  AwsEndpoint endpoint() {
    return SharedStandIn.endpoint();
  }
}
