package dev.redshiftpipe.contract;

class RedshiftDataProcedureOfTheStandInTest extends RedshiftDataProcedureContract {
  @Override
  AwsEndpoint endpoint() {
    return SharedStandIn.endpoint();
  }
}
