package dev.redshiftpipe.contract;

class S3OfTheStandInTest extends S3Contract {
  @Override
  AwsEndpoint endpoint() {
    return SharedStandIn.endpoint();
  }
}
