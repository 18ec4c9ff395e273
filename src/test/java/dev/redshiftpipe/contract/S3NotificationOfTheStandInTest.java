package dev.redshiftpipe.contract;

class S3NotificationOfTheStandInTest extends S3NotificationContract {
  @Override
  AwsEndpoint endpoint() {
    return SharedStandIn.endpoint();
  }
}
