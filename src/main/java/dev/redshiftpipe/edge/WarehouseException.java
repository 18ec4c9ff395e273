package dev.redshiftpipe.edge;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The Data API did not take a call. Nothing is wrong with the files: the lanes of the warehouse are
 * held until it takes one.
 */
public class WarehouseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WarehouseException(Throwable cause) {
    super(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
  }

  static WarehouseException of(Throwable cause) {
    boolean willRefuseAgain =
        cause instanceof AwsServiceException answered
            && answered.statusCode() == 400
            && !answered.isThrottlingException();
    return willRefuseAgain ? new Refused(cause) : new WarehouseException(cause);
  }

  /** It would refuse the same call at once: a paused cluster, too many statements, a wrong name. */
  public static final class Refused extends WarehouseException {
    private static final long serialVersionUID = 1L;

    Refused(Throwable cause) {
      super(cause);
    }
  }
}
