package dev.redshiftpipe.edge;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.redshiftdata.model.ActiveSessionsExceededException;
import software.amazon.awssdk.services.redshiftdata.model.ActiveStatementsExceededException;

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
    if (cause instanceof ActiveStatementsExceededException
        || cause instanceof ActiveSessionsExceededException) {
      return new Crowded(cause);
    }
    return willRefuseAgain ? new Refused(cause) : new WarehouseException(cause);
  }

  /** It has too many statements or sessions, of this process and of others. */
  public static final class Crowded extends WarehouseException {
    private static final long serialVersionUID = 1L;

    Crowded(Throwable cause) {
      super(cause);
    }
  }

  /** It would refuse the same call at once: a paused cluster, a wrong name. */
  public static final class Refused extends WarehouseException {
    private static final long serialVersionUID = 1L;

    Refused(Throwable cause) {
      super(cause);
    }
  }
}
