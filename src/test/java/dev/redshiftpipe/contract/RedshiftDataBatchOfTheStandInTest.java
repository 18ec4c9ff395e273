package dev.redshiftpipe.contract;

class RedshiftDataBatchOfTheStandInTest extends RedshiftDataBatchContract {
  @Override
  AwsEndpoint endpoint() {
    return SharedStandIn.endpoint();
  }
}
