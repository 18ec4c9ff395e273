package dev.redshiftpipe.local;

import java.time.Duration;

/** How long tests wait for what comes at once, unless others use the machine too. */
public final class Patience {
  public static final Duration LONG = Duration.ofMinutes(4);

  private Patience() {}
}
