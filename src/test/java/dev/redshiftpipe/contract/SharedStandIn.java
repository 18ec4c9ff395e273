package dev.redshiftpipe.contract;

import dev.redshiftpipe.local.StandIn;
import dev.redshiftpipe.local.StandInOptions;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One whole stand-in, its warehouse included, for all suites of this JVM that need no other. */
final class SharedStandIn {
  private static final StandIn STAND_IN = started();

  private SharedStandIn() {}

  private static StandIn started() {
    try {
      StandIn standIn = StandIn.start(StandInOptions.forTests());
      Runtime.getRuntime().addShutdownHook(new Thread(standIn::close));
      return standIn;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static AwsEndpoint endpoint() {
    return new AwsEndpoint(STAND_IN.endpoint());
  }
}
